package io.longshore.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LogLinesTest {
  @Test
  void aConsoleLineHasTimeLevelSentenceAndKeys() {
    String line =
        console(log ->
            log.atInfo()
                .addKeyValue("commandId", "c1")
                .addKeyValue("millis", 12)
                .addKeyValue("reason", "two words")
                .log("Command finished"));
    assertThat(line)
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z INFO  Command finished commandId=c1 millis=12 reason=\"two words\"\n");
  }

  @Test
  void aValueCannotForgeAnotherConsoleLine() {
    String line =
        console(log ->
            log.atWarn()
                .addKeyValue("container", "a\nINFO all is well\u001b[2J")
                .log("Refused\r\nfine"));
    assertThat(line.lines()).hasSize(1);
    assertThat(line).contains("\\nINFO all is well\\u001b[2J").doesNotContain("\u001b");
  }

  @Test
  void aConsoleLineIsFollowedByItsException() {
    String text =
        console(log -> log.atError().setCause(new IllegalStateException("broken")).log("Stopped"));
    assertThat(text)
        .contains("ERROR Stopped\n")
        .contains("java.lang.IllegalStateException: broken\n\tat ");
  }

  @Test
  void anExceptionCannotSteerTheTerminal() {
    String text =
        console(log ->
            log.atError().setCause(new IllegalStateException("a\u001b[2J\nb\r")).log("Stopped"));
    assertThat(text).contains("IllegalStateException: a\\u001b[2J\nb\\u000d\n\tat ");
  }

  @Test
  void aJsonLineHasItsKeysAsOneObject() {
    JsonNode line =
        json(log ->
            log.atInfo()
                .addKeyValue("commandId", "c\"1")
                .addKeyValue("millis", 12L)
                .addKeyValue("changed", true)
                .addKeyValue("ratio", Double.NaN)
                .addKeyValue("nothing", (Object) null)
                .log("Command {}", "finished"));
    assertThat(line.get("level").stringValue()).isEqualTo("INFO");
    assertThat(line.get("message").stringValue()).isEqualTo("Command finished");
    assertThat(line.get("timestamp").isIntegralNumber()).isTrue();
    assertThat(line.get("keys"))
        .isEqualTo(
            JsonMapper.shared()
                .valueToTree(
                    Map.of(
                        "commandId",
                        "c\"1",
                        "millis",
                        12,
                        "changed",
                        true,
                        "ratio",
                        "NaN",
                        "nothing",
                        "null")));
    assertThat(line.has("throwable")).isFalse();
  }

  @Test
  void aJsonLineHoldsTheWholeChainOfAnException() {
    Exception thrown =
        new IllegalStateException("outer", new IllegalArgumentException("inner\nline"));
    thrown.addSuppressed(new RuntimeException("beside"));
    JsonNode line = json(log -> log.atError().setCause(thrown).log("Stopped"));
    assertThat(line.at("/throwable/message").stringValue()).isEqualTo("outer");
    assertThat(line.at("/throwable/cause/message").stringValue()).isEqualTo("inner\nline");
    assertThat(line.at("/throwable/suppressed/0/message").stringValue()).isEqualTo("beside");
  }

  @ParameterizedTest
  @EnumSource
  void noFormatShowsASecretFromAnywhere(LogFormat format) {
    Exception thrown =
        new IllegalStateException(
            "password=hunter2", new RuntimeException("https://me:hunter2@registry/"));
    thrown.addSuppressed(new RuntimeException("Authorization: Basic hunter2"));
    String text =
        logged(
            encoder(format, new Redaction(List.of("correct horse"))),
            log ->
                log.atError()
                    .addKeyValue("password", "hunter2")
                    .addKeyValue("config", Map.of("sasl.jaas.config", "hunter2"))
                    .addKeyValue("answer", "{\"token\":\"hunter2\"}")
                    .addKeyValue("known", "a correct horse")
                    .setCause(thrown)
                    .log("Refused password={} and {}", "hunter2", "--token hunter2"));
    assertThat(text)
        .contains("Refused")
        .contains("***")
        .doesNotContain("hunter2")
        .doesNotContain("correct horse");
  }

  private static String console(Consumer<Logger> use) {
    return logged(encoder(LogFormat.CONSOLE, Redaction.BY_LOOK), use);
  }

  private static JsonNode json(Consumer<Logger> use) {
    String text = logged(encoder(LogFormat.JSON, Redaction.BY_LOOK), use);
    assertThat(text.lines()).hasSize(1);
    return JsonMapper.shared().readTree(text);
  }

  private static Encoder<ILoggingEvent> encoder(LogFormat format, Redaction redaction) {
    return switch (format) {
      case CONSOLE -> new ConsoleLine(redaction);
      case JSON -> new JsonLine(redaction);
    };
  }

  private static String logged(Encoder<ILoggingEvent> encoder, Consumer<Logger> use) {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(written);
    appender.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    use.accept(context.getLogger("io.longshore.Test"));
    context.stop();
    return written.toString(StandardCharsets.UTF_8);
  }
}

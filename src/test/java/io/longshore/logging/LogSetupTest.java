package io.longshore.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class LogSetupTest {
  private static final Logger OWN = LoggerFactory.getLogger("io.longshore.Test");

  private final PrintStream standardError = System.err;

  @AfterEach
  void setUpAgain() {
    System.setErr(standardError);
    System.clearProperty("log.level");
    System.clearProperty("log.format");
    LogSetup.apply(LogFormat.CONSOLE, Level.INFO);
  }

  @Test
  void logbackFindsItAndSoEvenTheFirstLineIsRedacted() {
    LoggerContext fresh = new LoggerContext();
    fresh.setMDCAdapter(new LogbackMDCAdapter());
    Configurator found =
        ServiceLoader.load(Configurator.class).stream()
            .map(ServiceLoader.Provider::get)
            .findFirst()
            .orElseThrow();
    found.configure(fresh);
    Logger log = fresh.getLogger("io.longshore.First");
    assertThat(written(() -> log.info("password=hunter2")))
        .contains("INFO  password=***")
        .doesNotContain("hunter2");
    assertThat(log.isDebugEnabled()).isFalse();
    fresh.stop();
  }

  @Test
  void theQuickProviderComesToTheSame() {
    LogProvider provider = new LogProvider();
    provider.initialize();
    Logger log = provider.getLoggerFactory().getLogger("io.longshore.First");
    assertThat(written(() -> log.info("password=hunter2")))
        .contains("INFO  password=***")
        .doesNotContain("hunter2");
    assertThat(log.isDebugEnabled()).isFalse();
    assertThat(provider.getLoggerFactory().getLogger("org.apache.kafka.Any").isInfoEnabled())
        .isFalse();
  }

  @Test
  void librariesStayQuietWhenLongshoreIsDebugged() {
    LogSetup.apply(LogFormat.CONSOLE, Level.DEBUG);
    assertThat(OWN.isDebugEnabled()).isTrue();
    assertThat(
            LoggerFactory.getLogger("org.apache.kafka.clients.producer.ProducerConfig")
                .isInfoEnabled())
        .isFalse();
    assertThat(LoggerFactory.getLogger("org.apache.kafka.clients.NetworkClient").isWarnEnabled())
        .isFalse();
    assertThat(LoggerFactory.getLogger("org.freedesktop.dbus.connections").isInfoEnabled())
        .isFalse();
    assertThat(LoggerFactory.getLogger("anything.else").isInfoEnabled()).isFalse();
  }

  @Test
  void librariesAreNoLouderThanLongshore() {
    LogSetup.apply(LogFormat.CONSOLE, Level.ERROR);
    assertThat(LoggerFactory.getLogger("org.apache.kafka.clients.Metadata").isWarnEnabled())
        .isFalse();
  }

  @Test
  void whoTellsFailuresInASentenceHasNoneOfThemLoggedBesides() {
    LogSetup.apply(LogFormat.CONSOLE, Level.ERROR);
    assertThat(LoggerFactory.getLogger("org.apache.kafka.clients.NetworkClient").isErrorEnabled())
        .isFalse();
    LogSetup.apply(LogFormat.CONSOLE, Level.INFO);
    assertThat(LoggerFactory.getLogger("org.apache.kafka.clients.NetworkClient").isErrorEnabled())
        .isTrue();
  }

  @Test
  void aSystemPropertyWinsForOneRun() {
    System.setProperty("log.level", "trace");
    LogSetup.apply(LogFormat.CONSOLE, Level.INFO);
    assertThat(OWN.isTraceEnabled()).isTrue();
  }

  @Test
  void linesGoToStandardErrorOnceAndWithoutKnownSecrets() {
    LogSetup.apply(LogFormat.CONSOLE, Level.INFO);
    LogSetup.apply(LogFormat.JSON, Level.INFO, List.of("correct horse"));
    assertThat(
            written(() -> OWN.atInfo().addKeyValue("commandId", "c1").log("It was correct horse"))
                .lines())
        .singleElement()
        .asString()
        .startsWith("{\"timestamp\":")
        .contains("\"keys\":{\"commandId\":\"c1\"}", "\"message\":\"It was ***\"");
  }

  private static String written(Runnable use) {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    use.run();
    return written.toString(StandardCharsets.UTF_8);
  }
}

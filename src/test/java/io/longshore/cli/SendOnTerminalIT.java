package io.longshore.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.client.BrokerAccess;
import io.longshore.client.Responder;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
import io.longshore.event.Report;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `send --wait` as a person sees it, in a pseudo-terminal of util-linux's `script`. One host
/// answers, the other goes no further than to begin.
@Timeout(180)
class SendOnTerminalIT {
  private static final String CTRL_C = "\u0003";

  private static EmbeddedBroker broker;
  private static Responder responder;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.builder().start();
    Typed topics =
        Typed.in("topics", "--hosts", "web01,web02", "--bootstrap", broker.bootstrapServers());
    assertThat(topics.exitCode()).isZero();
    responder =
        new Responder(
            new BrokerAccess(broker.bootstrapServers(), Map.of()),
            List.of(new HostName("web01"), new HostName("web02")),
            SendOnTerminalIT::answer);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    responder.stop();
    broker.close();
  }

  private static List<Event> answer(Event.Header header) {
    Event.Started started = new Event.Started(header, 1, "d");
    Event.Finished finished =
        new Event.Finished(
            header, Outcome.SUCCEEDED, "d", false, 1, header.at(), Report.NOTHING, null);
    return header.host().text().equals("web01")
        ? List.of(new Event.Accepted(header), started, finished)
        : List.of(new Event.Accepted(header), started);
  }

  @Test
  void everyHostHasALineUntilItAnswersAndASecondCtrlCLeavesAtOnce() throws Exception {
    Process process = send("--hosts", "web01,web02", "stop_container", "--name", "x", "--wait");
    try (InputStream screen = process.getInputStream();
        OutputStream keys = process.getOutputStream()) {
      String seen = readUntil(screen, "", "1 of 2 answered");
      assertThat(seen).contains("web01 stop_container container/x: succeeded");
      seen = readUntil(screen, seen, "web02  started, ");
      assertThat(seen).contains("[============            ] 1 of 2 answered", "\u001b[J");

      type(keys, CTRL_C);
      readUntil(screen, seen, "cancel the 1 unanswered? [y/N] ");
      type(keys, CTRL_C);

      assertThat(process.waitFor()).isEqualTo(130);
    }
  }

  private static void type(OutputStream keys, String text) throws IOException {
    keys.write(text.getBytes(UTF_8));
    keys.flush();
  }

  /// What was seen so far, with more until that text has come.
  private static String readUntil(InputStream screen, String seen, String text) throws IOException {
    StringBuilder all = new StringBuilder(seen);
    byte[] buffer = new byte[4096];
    while (all.indexOf(text) < 0) {
      int count = screen.read(buffer);
      assertThat(count).as("it ended with: %s", all).isPositive();
      all.append(new String(buffer, 0, count, UTF_8));
    }
    return all.toString();
  }

  private static Process send(String... words) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String line =
        "stty rows 24 cols 80; exec '%s' -cp '%s' io.longshore.Main send %s --bootstrap %s"
            .formatted(
                java,
                System.getProperty("java.class.path"),
                String.join(" ", words),
                broker.bootstrapServers());
    ProcessBuilder script =
        new ProcessBuilder(
            "env",
            "--default-signal=INT",
            "script",
            "--quiet",
            "--return",
            "--command",
            line,
            "/dev/null");
    script.environment().put("TERM", "xterm");
    script.environment().put("SHELL", "/bin/sh");
    return script.redirectErrorStream(true).start();
  }
}

package io.longshore.emulator;

import io.longshore.engine.Containers.ExecResult;
import io.longshore.engine.Containers.OutputSink;
import io.longshore.engine.Containers.RunOutput;
import io.longshore.event.Event;
import io.longshore.event.OutputTotals;
import io.longshore.event.Sha256;
import java.nio.charset.StandardCharsets;

/// Outputs that are kept whole.
public final class Outputs {
  private Outputs() {}

  /// Both streams, with their totals.
  public static RunOutput whole(String stdout, String stderr) {
    return new RunOutput(stdout, stderr, new OutputTotals(total(stdout), total(stderr), true));
  }

  /// How a program ended that wrote them.
  public static ExecResult exec(int exitCode, String stdout, String stderr) {
    return new ExecResult(exitCode, whole(stdout, stderr));
  }

  private static OutputTotals.Total total(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new OutputTotals.Total(bytes.length, Sha256.of(bytes), false);
  }

  /// Hands both streams out. Whether more would be wanted.
  static boolean pass(RunOutput output, OutputSink sink) {
    byte[] stdout = output.stdout().getBytes(StandardCharsets.UTF_8);
    byte[] stderr = output.stderr().getBytes(StandardCharsets.UTF_8);
    return sink.take(Event.Stream.STDOUT, stdout, stdout.length)
        && sink.take(Event.Stream.STDERR, stderr, stderr.length);
  }
}

package io.longshore.engine.podman;

import io.longshore.engine.Containers.OutputSink;
import io.longshore.engine.Containers.RunOutput;
import io.longshore.event.Event;
import io.longshore.event.OutputTotals;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// The stream in which libpod sends the output of logs and exec: frames of eight bytes of header
/// (the stream, three zeros, the big-endian length) and a payload. A frame may end within a
/// character, so bytes are put together first and decoded at the end.
final class Frames {
  private static final int HEADER = 8;
  private static final int STDOUT = 1;
  private static final int STDERR = 2;
  private static final long LARGEST = 1L << 28;

  private final KeptOutput stdout;
  private final KeptOutput stderr;

  private Frames(int outputLimit) {
    this.stdout = new KeptOutput(outputLimit);
    this.stderr = new KeptOutput(outputLimit);
  }

  /// Reads frames to the end of the stream.
  ///
  /// @param outputLimit bytes kept of each stream
  /// @throws io.longshore.engine.EngineException when it is no such stream, or ends within a frame
  /// @throws IOException when the connection breaks
  static Frames read(InputStream stream, int outputLimit) throws IOException {
    Frames frames = new Frames(outputLimit);
    pass(stream, frames::keep);
    return frames;
  }

  /// Passes on what frames hold, to the end of the stream or until no more is wanted.
  ///
  /// @throws io.longshore.engine.EngineException when it is no such stream, or ends within a frame
  /// @throws IOException when the connection breaks
  static void pass(InputStream stream, OutputSink sink) throws IOException {
    byte[] buffer = new byte[8192];
    byte[] header = stream.readNBytes(HEADER);
    while (header.length > 0 && passPayload(header, stream, buffer, sink)) {
      header = stream.readNBytes(HEADER);
    }
  }

  private boolean keep(Event.Stream stream, byte[] bytes, int length) {
    switch (stream) {
      case STDOUT -> stdout.write(bytes, length);
      case STDERR -> stderr.write(bytes, length);
    }
    return true;
  }

  /// What was read.
  ///
  /// @param complete whether nothing may have been lost before it was sent
  RunOutput output(boolean complete) {
    OutputTotals totals = new OutputTotals(stdout.total(), stderr.total(), complete);
    return new RunOutput(stdout.text(), stderr.text(), totals);
  }

  /// How many lines were read, of both streams together.
  long lines() {
    return stdout.lines() + stderr.lines();
  }

  /// How many bytes were read, of both streams together.
  long bytes() {
    return stdout.bytes() + stderr.bytes();
  }

  private static boolean passPayload(
      byte[] header, InputStream stream, byte[] buffer, OutputSink sink) throws IOException {
    if (header.length < HEADER) {
      throw Failures.unreadable("Podman sent a truncated stream: it ended within a frame's header");
    }
    Event.Stream output = stream(header);
    long left = Integer.toUnsignedLong(ByteBuffer.wrap(header).getInt(4));
    if (left > LARGEST) {
      throw Failures.unreadable("Podman sent a frame too large to be true: " + left + " bytes");
    }
    boolean wanted = true;
    while (left > 0 && wanted) {
      int read = stream.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw Failures.unreadable(
            "Podman sent a truncated stream: " + left + " bytes of a frame are missing");
      }
      wanted = sink.take(output, buffer, read);
      left -= read;
    }
    return wanted;
  }

  private static Event.Stream stream(byte[] header) {
    return switch (header[0]) {
      case STDOUT -> Event.Stream.STDOUT;
      case STDERR -> Event.Stream.STDERR;
      default ->
          throw Failures.unreadable(
              "Podman sent no stream of frames: one is of the unknown stream " + header[0]);
    };
  }
}

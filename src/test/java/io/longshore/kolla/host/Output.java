package io.longshore.kolla.host;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What a process wrote, and the frames in which libpod tells it.
@SuppressWarnings("ArrayRecordComponent") // never compared
record Output(byte[] stdout, byte[] stderr) {
  static final Output NOTHING = new Output(new byte[0], new byte[0]);
  private static final int HEADER = 8;

  static Output of(String stdout, String stderr) {
    return new Output(
        stdout.getBytes(StandardCharsets.UTF_8), stderr.getBytes(StandardCharsets.UTF_8));
  }

  /// The payloads of frames in a line. Lengths written by hand are off at times: a last frame that
  /// is cut short, or a rest too short for a frame, is payload as well.
  static Output ofFrames(byte[] frames) {
    ByteArrayOutputStream[] streams = {new ByteArrayOutputStream(), new ByteArrayOutputStream()};
    ByteBuffer rest = ByteBuffer.wrap(frames);
    while (rest.remaining() >= HEADER) {
      int stream = rest.get() == 2 ? 1 : 0;
      rest.position(rest.position() + 3);
      int length = rest.getInt();
      int left = rest.remaining() - length;
      byte[] bytes = new byte[left < HEADER ? rest.remaining() : length];
      rest.get(bytes);
      streams[stream].writeBytes(bytes);
    }
    return new Output(streams[0].toByteArray(), streams[1].toByteArray());
  }

  /// A frame a line, as libpod has them: stdout first.
  byte[] frames() {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    write(1, stdout, frames);
    write(2, stderr, frames);
    return frames.toByteArray();
  }

  private static void write(int stream, byte[] text, ByteArrayOutputStream frames) {
    int begin = 0;
    for (int end = 0; end < text.length; end++) {
      if (text[end] == '\n' || end == text.length - 1) {
        int length = end + 1 - begin;
        frames.writeBytes(ByteBuffer.allocate(HEADER).putInt(stream << 24).putInt(length).array());
        frames.write(text, begin, length);
        begin = end + 1;
      }
    }
  }

  /// As a terminal shows it: everything on stdout, with carriage returns.
  Output onTerminal() {
    String text = new String(stdout, StandardCharsets.ISO_8859_1).replace("\n", "\r\n");
    return new Output(text.getBytes(StandardCharsets.ISO_8859_1), new byte[0]);
  }
}

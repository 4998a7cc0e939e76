package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.engine.Containers.OutputSink;
import io.longshore.event.Event.Stream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveOutputTest {
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private final LiveOutput live = new LiveOutput(new Told());
  private final Thread telling = Thread.startVirtualThread(live::tell);

  private final class Told implements LiveOutput.Listener {
    @Override
    public void output(Stream stream, LiveStream.Piece piece) {
      told.add(stream + " " + piece.offset() + " " + piece.text());
    }

    @Override
    public void note(String line) {
      notes.add(line);
    }
  }

  @AfterEach
  void stop() {
    telling.interrupt();
  }

  @Test
  void whatIsTakenIsToldWithoutWaitingForMore() {
    OutputSink sink = live.read();
    assertThat(take(sink, Stream.STDOUT, "one\n")).isTrue();
    StoryHost.await(() -> told.contains("STDOUT 0 one\n"));
    assertThat(take(sink, Stream.STDERR, "oh\n")).isTrue();
    StoryHost.await(() -> told.contains("STDERR 0 oh\n"));
    assertThat(take(sink, Stream.STDOUT, "two\n")).isTrue();
    StoryHost.await(() -> told.contains("STDOUT 4 two\n"));
  }

  @Test
  void whatWasTakenBeforeTheEndIsToldAndNothingAfterIt() {
    OutputSink sink = live.read();
    take(sink, Stream.STDOUT, "a");
    take(sink, Stream.STDOUT, "b");
    live.close();

    List<String> atTheEnd = List.copyOf(told);
    assertThat(take(sink, Stream.STDOUT, "c")).isFalse();
    live.close();
    assertThat(String.join("", told)).isIn("STDOUT 0 ab", "STDOUT 0 aSTDOUT 1 b");
    assertThat(told).isEqualTo(atTheEnd);
  }

  @Test
  void aSecondReadingGoesOnWhereTheFirstWas() {
    OutputSink first = live.read();
    take(first, Stream.STDOUT, "one\ntw");
    OutputSink second = live.read();

    assertThat(take(first, Stream.STDOUT, "from a lost connection")).isFalse();
    take(second, Stream.STDOUT, "one\n");
    take(second, Stream.STDOUT, "two\nthree\n");
    live.close();

    assertThat(text()).isEqualTo("one\ntwo\nthree\n");
  }

  @Test
  void whoWritesFasterThanIsToldWaitsForRoomAndLosesNothing() throws Exception {
    String long_ = "0123456789abcdef".repeat(3 * LiveOutput.MOST_AT_ONCE / 16);
    OutputSink sink = live.read();
    CompletableFuture<Boolean> taken =
        CompletableFuture.supplyAsync(() -> take(sink, Stream.STDOUT, long_));

    assertThat(taken.get(30, TimeUnit.SECONDS)).isTrue();
    live.close();
    assertThat(text()).isEqualTo(long_);
    assertThat(told).allMatch(each -> each.length() <= LiveOutput.MOST_AT_ONCE + 20);
  }

  @Test
  void oneThatWritesWithoutEndIsToldOfUpToTheLimitAndThatOnce() {
    LiveOutput unhurried = new LiveOutput(new Told());
    OutputSink sink = unhurried.read();
    byte[] piece = new byte[LiveOutput.MOST_AT_ONCE];
    int pieces = LiveOutput.MOST / piece.length;
    for (int count = 1; count < pieces; count++) {
      assertThat(sink.take(Stream.STDOUT, piece, piece.length)).isTrue();
      unhurried.close();
      sink = again(unhurried, count * piece.length);
    }
    assertThat(sink.take(Stream.STDOUT, piece, piece.length)).isFalse();
    assertThat(sink.take(Stream.STDERR, piece, piece.length)).isFalse();
    unhurried.close();
    unhurried.close();

    assertThat(told).hasSize(pieces);
    assertThat(notes)
        .containsExactly(
            "the first 1024 KiB of its output were told live; its result tells the rest");
  }

  /// Hands out again what was told.
  private static OutputSink again(LiveOutput live, int told) {
    OutputSink sink = live.read();
    assertThat(sink.take(Stream.STDOUT, new byte[told], told)).isTrue();
    return sink;
  }

  private String text() {
    return told.stream()
        .map(each -> each.replaceFirst("(?s)^STDOUT \\d+ ", ""))
        .collect(java.util.stream.Collectors.joining());
  }

  private static boolean take(OutputSink sink, Stream stream, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return sink.take(stream, bytes, bytes.length);
  }
}

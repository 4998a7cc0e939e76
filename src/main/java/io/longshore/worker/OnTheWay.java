package io.longshore.worker;

import io.longshore.event.Event;
import io.longshore.ledger.ResultPublisher;
import java.time.InstantSource;

/// Publishes what happens while a command is carried out, for whoever watches: nobody waits for it,
/// and some of it is dropped while the broker is away.
record OnTheWay(ResultPublisher publisher, Narrative narrative, InstantSource clock)
    implements LiveOutput.Listener {
  @Override
  public void output(Event.Stream stream, LiveStream.Piece piece) {
    Event.Header header = narrative.header(clock.instant());
    publisher.publishSoon(new Event.Output(header, stream, piece.text(), piece.offset()));
  }

  @Override
  public void note(String line) {
    publisher.publishSoon(new Event.Progress(narrative.header(clock.instant()), line));
  }
}

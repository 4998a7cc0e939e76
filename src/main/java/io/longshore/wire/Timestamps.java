package io.longshore.wire;

import com.ethlo.time.ITU;
import java.time.DateTimeException;
import java.time.Instant;

/// Reads the times of events. RFC 3339 by a reader made for it, several times as fast as Java's:
/// whoever reads millions notices. Whatever else [Instant#parse] knows is left to that.
public final class Timestamps {
  private Timestamps() {}

  /// A time.
  ///
  /// @throws DateTimeException when it is none
  public static Instant parse(String text) {
    try {
      return ITU.parseDateTime(text).toInstant();
    } catch (DateTimeException otherForm) {
      return Instant.parse(text);
    }
  }
}

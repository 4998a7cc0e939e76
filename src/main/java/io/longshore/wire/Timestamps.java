package io.longshore.wire;

import com.ethlo.time.ITU;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/// Reads times by RFC 3339 with a reader made for it, several times as fast as Java's: whoever
/// reads millions of messages notices. What it refuses is left to [OffsetDateTime#parse], which
/// decides what a time is.
public final class Timestamps {
  private Timestamps() {}

  /// A time.
  ///
  /// @throws DateTimeException when it is none
  public static Instant parse(String text) {
    try {
      // The one form that only the fast reader takes.
      if (text.indexOf(' ') < 0) {
        return ITU.parseDateTime(text).toInstant();
      }
    } catch (DateTimeException otherForm) {
      // Then it is judged below.
    }
    return OffsetDateTime.parse(text).toInstant();
  }
}

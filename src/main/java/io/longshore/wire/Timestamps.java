package io.longshore.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/// Reads times in the form in which Longshore writes them, `2026-11-22T21:00:00.123456789Z` with
/// any fraction or none, ten times as fast as Java does; whoever reads millions notices.
public final class Timestamps {
  private static final int SECONDS_OF_DAY = 86_400;
  private static final int NANO_DIGITS = 9;
  private static final int POINT = 19;
  private static final String FORM = "0000-00-00T00:00:00";

  private Timestamps() {}

  /// A time in any form that [Instant#parse] knows.
  ///
  /// @throws DateTimeException when it is none
  public static Instant parse(String text) {
    return isOurs(text) ? ours(text) : Instant.parse(text);
  }

  /// Whether [#parse] is fast, and says the same as every reader of RFC 3339.
  static boolean isOurs(String text) {
    int end = text.length() - 1;
    if (end < POINT || end > POINT + 1 + NANO_DIGITS || text.charAt(end) != 'Z') {
      return false;
    }
    for (int i = 0; i < POINT; i++) {
      if (FORM.charAt(i) == '0' ? !isDigit(text.charAt(i)) : text.charAt(i) != FORM.charAt(i)) {
        return false;
      }
    }
    return isFraction(text, end) && isTimeOfDay(text);
  }

  private static boolean isFraction(String text, int end) {
    for (int i = POINT + 1; i < end; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return end == POINT || (text.charAt(POINT) == '.' && end > POINT + 1);
  }

  /// Midnight at the day's end and leap seconds are left to others.
  private static boolean isTimeOfDay(String text) {
    return text.charAt(11) * 10 + text.charAt(12) < '2' * 10 + '4'
        && text.charAt(14) < '6'
        && text.charAt(17) < '6';
  }

  private static Instant ours(String text) {
    LocalDate day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    int second = number(text, 11, 13) * 3600 + number(text, 14, 16) * 60 + number(text, 17, 19);
    int nanos = 0;
    for (int i = 1; i <= NANO_DIGITS; i++) {
      boolean there = POINT + i < text.length() - 1;
      nanos = nanos * 10 + (there ? text.charAt(POINT + i) - '0' : 0);
    }
    return Instant.ofEpochSecond(day.toEpochDay() * SECONDS_OF_DAY + second, nanos);
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + (text.charAt(i) - '0');
    }
    return number;
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}

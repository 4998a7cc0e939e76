package io.longshore.config;

import io.longshore.text.DurationText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong with the values of one record, for its compact constructor.
final class Faults {
  private final List<Fault> found = new ArrayList<>();

  Faults within(String key, Duration value, Duration least, Duration most) {
    boolean holds = value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    String range = DurationText.show(least) + " and " + DurationText.show(most);
    return check(holds, key, "a duration between " + range, DurationText.show(value));
  }

  Faults within(String key, int value, int least, int most) {
    boolean holds = value >= least && value <= most;
    return check(
        holds, key, "a whole number between " + least + " and " + most, Integer.toString(value));
  }

  Faults sizeWithin(String key, int bytes, int least, int most) {
    boolean holds = bytes >= least && bytes <= most;
    return check(
        holds,
        key,
        "a size between " + SizeText.show(least) + " and " + SizeText.show(most),
        SizeText.show(bytes));
  }

  /// @param mostBytes of the path in UTF-8
  Faults absolute(String key, Path value, int mostBytes) {
    check(value.isAbsolute(), key, "an absolute path", "'" + value + "'");
    boolean fits = value.toString().getBytes(StandardCharsets.UTF_8).length <= mostBytes;
    return check(fits, key, "a path of at most " + mostBytes + " bytes", "'" + value + "'");
  }

  Faults check(boolean holds, String key, String expected, String got) {
    if (!holds) {
      found.add(new Fault(key, expected, got));
    }
    return this;
  }

  /// @throws InvalidSettingsException when anything was found
  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidSettingsException(found);
    }
  }
}

package io.longshore.wire;

import io.longshore.rollout.Window;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a window of time.
final class RolloutWindowReader {
  private static final int SHOWN_OF_DAY = 3;
  private static final List<String> DAYS =
      Arrays.stream(DayOfWeek.values()).map(RolloutWindowReader::word).toList();

  private RolloutWindowReader() {}

  /// Null when it cannot be read.
  static @Nullable Window window(RolloutMembers item) {
    item.refuseUnknown("days", "from", "to", "zone");
    LocalTime from = time(item, "from");
    LocalTime to = time(item, "to");
    Set<DayOfWeek> days = days(item);
    ZoneId zone = zone(item);
    return from == null || to == null ? null : new Window(days, from, to, zone);
  }

  private static Set<DayOfWeek> days(RolloutMembers item) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (RolloutMembers day : item.items("days")) {
      int place = DAYS.indexOf(day.node().asString(""));
      if (place < 0) {
        day.problem("one of " + String.join(", ", DAYS) + " expected");
      } else {
        days.add(DayOfWeek.of(place + 1));
      }
    }
    return days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days;
  }

  private static @Nullable LocalTime time(RolloutMembers item, String name) {
    try {
      return LocalTime.parse(item.node().path(name).asString(""));
    } catch (DateTimeException unreadable) {
      item.problem(name, "a time of day such as \"22:00\" expected");
      return null;
    }
  }

  private static ZoneId zone(RolloutMembers item) {
    try {
      return item.has("zone") ? ZoneId.of(item.node().path("zone").asString("")) : ZoneOffset.UTC;
    } catch (DateTimeException unknown) {
      item.problem("zone", "a time zone such as Europe/Berlin expected");
      return ZoneOffset.UTC;
    }
  }

  private static String word(DayOfWeek day) {
    return day.name().substring(0, SHOWN_OF_DAY).toLowerCase(Locale.ROOT);
  }
}

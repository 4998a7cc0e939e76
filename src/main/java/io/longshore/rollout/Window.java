package io.longshore.rollout;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A time of the week in which hosts may be begun. Those that were begun end also outside of it.
///
/// @param days on which it opens
/// @param from when it opens
/// @param to when it closes; not after `from`: on the next day
/// @param zone whose clock is meant
public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
  public Window {
    days = Collections.unmodifiableSet(EnumSet.copyOf(days));
  }

  /// Whether one of them is open; no windows at all are always open.
  public static boolean isOpen(List<Window> windows, Instant now) {
    return windows.isEmpty() || windows.stream().anyMatch(window -> window.isOpen(now));
  }

  private boolean isOpen(Instant now) {
    ZonedDateTime local = now.atZone(zone);
    LocalTime time = local.toLocalTime();
    DayOfWeek today = local.getDayOfWeek();
    if (from.isBefore(to)) {
      return days.contains(today) && !time.isBefore(from) && time.isBefore(to);
    }
    return (days.contains(today) && !time.isBefore(from))
        || (days.contains(today.minus(1)) && time.isBefore(to));
  }
}

package io.longshore.plan;

import io.longshore.command.Healthcheck;
import io.longshore.plan.ObservedContainer.ObservedHealthcheck;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Aspect `healthcheck`. Without a request the image's own check is expected, and none where it has
/// none. A zero stands for the engine's default, which engines write out or leave out (30 s, 30 s,
/// 3 retries).
final class HealthcheckRule {
  private HealthcheckRule() {}

  static Verdict compare(ComparisonSubject subject) {
    if (isOfItsImage(subject)) {
      return Verdict.EQUAL;
    }
    ObservedHealthcheck wanted = enabled(wanted(subject));
    ObservedHealthcheck current = enabled(subject.container().healthcheck());
    if (wanted == null) {
      return current == null
          ? Verdict.EQUAL
          : Verdict.differs(
              shown(current), null, "The container has a health check but is to have none.");
    }
    if (current == null) {
      return Verdict.differs(
          null, shown(wanted), "The container is to have a health check but has none.");
    }
    return wanted.filled().equals(current.filled())
        ? Verdict.EQUAL
        : Verdict.differs(
            shown(current),
            shown(wanted),
            "The container's health check is not the one asked for.");
  }

  /// Whether its health check is nothing but what another image than the wanted one gave it.
  private static boolean isOfItsImage(ComparisonSubject subject) {
    return subject.spec().healthcheck() == null
        && subject.specRecord() != null
        && !subject.recorded(SpecRecord.Entry.HEALTHCHECK)
        && subject.ofAnotherImage();
  }

  private static @Nullable ObservedHealthcheck wanted(ComparisonSubject subject) {
    Healthcheck asked = subject.spec().healthcheck();
    if (asked == null) {
      ObservedImage image = subject.image();
      return image == null ? null : image.healthcheck();
    }
    return new ObservedHealthcheck(
        asked.test(),
        asked.interval().toNanos(),
        asked.timeout().toNanos(),
        asked.startPeriod().toNanos(),
        asked.retries());
  }

  /// Null for a check that checks nothing.
  private static @Nullable ObservedHealthcheck enabled(@Nullable ObservedHealthcheck check) {
    return check == null || check.disabled() ? null : check;
  }

  private static String shown(ObservedHealthcheck check) {
    ObservedHealthcheck full = check.filled();
    return String.join(" ", full.test())
        + " (interval "
        + seconds(full.intervalNanos())
        + ", timeout "
        + seconds(full.timeoutNanos())
        + ", start period "
        + seconds(full.startPeriodNanos())
        + ", retries "
        + full.retries()
        + ")";
  }

  private static String seconds(long nanos) {
    return Duration.ofNanos(nanos).toSeconds() + " s";
  }
}

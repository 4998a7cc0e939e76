package io.longshore.plan;

import io.longshore.command.Healthcheck;
import io.longshore.plan.ObservedContainer.ObservedHealthcheck;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Aspect `healthcheck`. Without a request the image's own check is expected, and none where it has
/// none. A zero that was asked for is a zero, since a check without an interval has no timer and is
/// never run; one of the image's own may have become the engine's default (D54).
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
    boolean inherited = subject.spec().healthcheck() == null;
    return wanted.equals(current) || (inherited && wanted.mayBecome(current))
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
    return String.join(" ", check.test())
        + " (interval "
        + seconds(check.intervalNanos())
        + ", timeout "
        + seconds(check.timeoutNanos())
        + ", start period "
        + seconds(check.startPeriodNanos())
        + ", retries "
        + check.retries()
        + ")";
  }

  private static String seconds(long nanos) {
    return Duration.ofNanos(nanos).toSeconds() + " s";
  }
}

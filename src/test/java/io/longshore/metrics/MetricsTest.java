package io.longshore.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Action;
import io.longshore.command.CommandId;
import io.longshore.command.HostName;
import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.Report;
import io.longshore.watch.Health;
import io.longshore.watch.Part;
import io.longshore.watch.PublisherFigures;
import io.longshore.watch.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final Instant AT = Instant.parse("2026-11-25T10:00:00Z");
  private static final Pattern TOLD = Pattern.compile("(?m)^# TYPE (\\S+) ");
  private static final Pattern LISTED =
      Pattern.compile("(?m)^\\| `((?:longshore|jvm|process)_[a-z_]+)");

  private final Health health = new Health(InstantSource.fixed(AT), () -> {});
  private final Metrics metrics = new Metrics(health::snapshot, "1.2.3");

  @Test
  void resultsAreCountedByActionAndOutcomeAndTimed() {
    metrics.accept(finished(Action.CREATE_VOLUME, Outcome.SUCCEEDED, 1));
    metrics.accept(finished(Action.CREATE_VOLUME, Outcome.SUCCEEDED, 3));
    metrics.accept(finished(null, Outcome.REJECTED, 0));

    assertThat(metrics.scrape())
        .contains(
            "longshore_commands_total{action=\"create_volume\",outcome=\"succeeded\"} 2.0",
            "longshore_commands_total{action=\"unreadable\",outcome=\"rejected\"} 1.0",
            "longshore_command_duration_seconds_count{action=\"create_volume\"} 2",
            "longshore_command_duration_seconds_bucket{action=\"create_volume\",le=\"1.0\"} 0",
            "longshore_command_duration_seconds_bucket{action=\"create_volume\",le=\"5.0\"} 2",
            "longshore_recoveries_total 2.0");
  }

  @Test
  void answersToRepeatedAndConflictingCommandsAreCounted() {
    Event.Finished first = finished(Action.CREATE_VOLUME, Outcome.SUCCEEDED, 1);
    metrics.accept(new Event.Duplicate(first.header(), first));
    metrics.accept(
        new Event.Conflict(first.header(), Failure.of(FailureKind.ID_CONFLICT, "another")));

    assertThat(metrics.scrape())
        .contains("longshore_duplicates_total 1.0", "longshore_conflicts_total 1.0")
        .doesNotContain("longshore_commands_total");
  }

  @Test
  void partsAndReadinessFollowHealth() {
    health.enter(Health.Phase.RUNNING);
    health.trouble(Part.ENGINE, "away");

    assertThat(metrics.scrape())
        .contains(
            "longshore_ready 0.0",
            "longshore_part_up{part=\"engine\"} 0.0",
            "longshore_part_outages_total{part=\"engine\"} 1.0",
            "longshore_part_up{part=\"results\"} 1.0");
  }

  @Test
  void whatTheWorkerHasInHandIsSeen() {
    metrics.bind(sources());

    assertThat(metrics.scrape())
        .contains(
            "longshore_in_flight_commands 3.0",
            "longshore_waiting_commands 1.0",
            "longshore_active_lanes 2.0",
            "longshore_oldest_command_age_seconds 1.5",
            "longshore_ledger_commands 7.0",
            "longshore_frozen 1.0",
            "longshore_publisher_transactions_total 5.0",
            "longshore_publisher_dropped_events_total 9.0",
            "longshore_breaker_state{breaker=\"engine\",state=\"open\"} 1.0",
            "longshore_breaker_state{breaker=\"engine\",state=\"closed\"} 0.0");
  }

  @Test
  void thePageListsExactlyTheMetricsThatThereAre() throws IOException {
    metrics.bind(sources());
    metrics.accept(finished(Action.CREATE_VOLUME, Outcome.SUCCEEDED, 1));
    String page = Files.readString(Path.of("docs", "metrics.md"));

    assertThat(names(LISTED, page)).isEqualTo(names(TOLD, metrics.scrape()));
  }

  private static Set<String> names(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Sources sources() {
    Traffic.Load load =
        new Traffic.Load(3, 2, Duration.ofMillis(1500), Duration.ofMillis(500), null);
    PublisherFigures publisher = new PublisherFigures(4, Duration.ofMillis(20), 5, 6, 9);
    return new Sources(
        () -> load, 256, () -> 7, () -> publisher, Map.of("engine", () -> "open"), () -> true);
  }

  private static Event.Finished finished(Action action, Outcome outcome, int attempts) {
    Event.Header header =
        new Event.Header(new CommandId("c-1"), new HostName("web1"), action, null, null, null, AT);
    Instant startedAt = attempts == 0 ? null : AT.minusSeconds(2);
    return new Event.Finished(
        header, outcome, "d", false, attempts, startedAt, Report.NOTHING, null);
  }
}

package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.longshore.command.HostName;
import io.longshore.rollout.RolloutId;
import io.longshore.rollout.Target;
import io.longshore.wire.RolloutPlanReading.Fault;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RolloutFileTest {
  private static final List<HostName> KNOWN = List.of(new HostName("web01"), new HostName("db01"));

  @Test
  void aPatternStandsForTheHostsThatItMatches() {
    assertThat(read("{pattern: 'web*'}").plan().targets())
        .extracting(Target::host)
        .containsExactly(new HostName("web01"));
  }

  @Test
  void aPatternOfARolloutThatWasBegunStandsForItsHostsAndMatchesNothingAnew() {
    Map<RolloutId, List<HostName>> begun =
        Map.of(new RolloutId("web-2"), List.of(new HostName("web07"), new HostName("web01")));

    RolloutFile read =
        RolloutFile.read(
            "-",
            input("{pattern: 'web*', inventory: gone.ini}"),
            () -> KNOWN,
            id -> Optional.ofNullable(begun.get(id)));

    assertThat(read.plan().targets())
        .extracting(Target::host)
        .containsExactly(new HostName("web07"), new HostName("web01"));
  }

  @Test
  void whatStandsBesideAPatternIsToldAndNotDropped() {
    assertThat(faults("{pattern: 'web*', inventroy: hosts.ini}"))
        .containsExactly(
            "/targets/inventroy: unknown key: inventroy; did you mean inventory? known are hosts, pattern, inventory");
    assertThat(faults("{pattern: 'web*', hosts: [db01]}"))
        .containsExactly("/targets/hosts: targets.hosts: either hosts or pattern expected");
  }

  private static List<String> faults(String targets) {
    return catchThrowableOfType(RolloutFile.InvalidException.class, () -> read(targets))
        .faults()
        .stream()
        .map(Fault::toString)
        .toList();
  }

  private static RolloutFile read(String targets) {
    return RolloutFile.read("-", input(targets), () -> KNOWN);
  }

  private static InputStream input(String targets) {
    String plan =
        """
        rollout: web-2
        targets: %s
        commands: [{action: restart_container, parameters: {name: web}}]
        """
            .formatted(targets);
    return new ByteArrayInputStream(plan.getBytes(StandardCharsets.UTF_8));
  }
}

package io.longshore.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.ContainerName;
import io.longshore.command.FactsQuery;
import io.longshore.command.VolumeName;
import io.longshore.event.Fact;
import io.longshore.event.FailureKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FactsPlannerTest {
  private static final ContainerName WEB = new ContainerName("web");
  private static final ContainerName DB = new ContainerName("db");
  private static final Instant ENDED = Instant.parse("2026-11-22T11:00:00Z");

  @Test
  void aContainerIsToldWithoutWhatMayBeSecret() {
    Fact expected =
        new Fact.Builder()
            .text("id", "c-web")
            .text("image", "demo/web:1")
            .text("imageId", "aaaa")
            .text("state", "running")
            .text("health", "healthy")
            .text("startedAt", "2026-11-22T10:00:00Z")
            .amount("pid", 17)
            .put("labels", Fact.Members.of(Map.of("api_token", "***", "tier", "front")))
            .put("mountPoints", Fact.Items.of(List.of("/data")))
            .build();

    Plan.Tell plan =
        tell(
            new FactsQuery.GetContainers(List.of(), false),
            Inventory.ofContainers(List.of(listed("web", ContainerStatus.RUNNING, null))));

    assertThat(plan.facts().members()).isEqualTo(Map.of("web", expected));
    assertThat(plan.warnings()).isEmpty();
  }

  @Test
  void anEndedContainerIsToldWithItsExitCode() {
    Plan.Tell plan =
        tell(
            new FactsQuery.GetContainers(List.of(WEB), true),
            Inventory.ofContainers(List.of(listed("web", ContainerStatus.EXITED, ENDED))));

    Fact.Members web = (Fact.Members) plan.facts().members().get("web");
    assertThat(web.members())
        .containsEntry("state", new Fact.Text("exited"))
        .containsEntry("endedAt", new Fact.Text(ENDED.toString()))
        .containsEntry("exitCode", new Fact.Amount(3));
  }

  @Test
  void anAskedContainerThatDoesNotRunIsLeftOutWithAWarning() {
    assertThat(tell(new FactsQuery.GetContainers(List.of(DB), false), Inventory.EMPTY).warnings())
        .containsExactly("No such container runs: db");
    assertThat(tell(new FactsQuery.GetContainers(List.of(DB), true), Inventory.EMPTY).warnings())
        .containsExactly("No such container: db");
  }

  @Test
  void statesAreTheEnginesWordsAndAnAbsentContainerIsAFailure() {
    Inventory found =
        Inventory.ofContainers(
            List.of(
                listed("web", ContainerStatus.PAUSED, null),
                listed("db", ContainerStatus.EXITED, ENDED)));

    assertThat(tell(new FactsQuery.GetContainersState(List.of(WEB, DB)), found).facts())
        .isEqualTo(Fact.Members.of(Map.of("web", "paused", "db", "exited")));
    assertAbsent(
        new FactsQuery.GetContainersState(
            List.of(WEB, new ContainerName("a"), new ContainerName("b"))),
        found,
        "No such container: a, b");
  }

  @Test
  void environmentsAreToldButForValuesWhoseNamesSaySecret() {
    ObservedContainer container = SampleState.container(ContainerStatus.RUNNING);
    container =
        withEnvironment(
            container, Map.of("PORT", "80", "DB_PASSWORD", "hunter2", "EMPTY_TOKEN", ""));

    Plan.Tell plan =
        tell(
            new FactsQuery.GetContainersEnv(List.of(WEB)),
            Inventory.ofInspected(List.of(container)));

    assertThat(plan.facts().members())
        .isEqualTo(
            Map.of(
                "web",
                Fact.Members.of(Map.of("PORT", "80", "DB_PASSWORD", "***", "EMPTY_TOKEN", ""))));
    assertAbsent(
        new FactsQuery.GetContainersEnv(List.of(DB)), Inventory.EMPTY, "No such container: db");
  }

  @Test
  void namesComeWithIds() {
    Inventory found = Inventory.ofContainers(List.of(listed("web", ContainerStatus.RUNNING, null)));

    assertThat(tell(new FactsQuery.GetContainersNames(false), found).facts())
        .isEqualTo(Fact.Members.of(Map.of("web", "c-web")));
  }

  @Test
  void anImageStandsUnderEachOfItsNamesAndUnderItsIdWithoutOne() {
    Inventory found =
        Inventory.ofImages(
            List.of(
                new ListedImage("aaaa", List.of("x:1", "x:2"), List.of(), null, 7, Map.of()),
                new ListedImage("bbbb", List.of(), List.of(), ENDED, 8, Map.of())));

    assertThat(tell(new FactsQuery.GetImages(), found).facts().members().keySet())
        .containsExactly("bbbb", "x:1", "x:2");
  }

  @Test
  void volumesAreAllOrThoseAskedForAndAbsentOnesAreLeftOutWithAWarning() {
    Inventory found = Inventory.ofVolumes(List.of(volume("data"), volume("logs")));
    VolumeName logs = new VolumeName("logs");

    assertThat(tell(new FactsQuery.GetVolumes(List.of()), found).facts().members())
        .containsOnlyKeys("data", "logs");
    Plan.Tell some = tell(new FactsQuery.GetVolumes(List.of(logs, new VolumeName("gone"))), found);
    assertThat(some.facts().members()).containsOnlyKeys("logs");
    assertThat(some.warnings()).containsExactly("No such volume: gone");
  }

  private static void assertAbsent(FactsQuery query, Inventory found, String message) {
    Plan.Refuse refuse = (Plan.Refuse) plan(query, found);
    assertThat(refuse.failure().kind()).isEqualTo(FailureKind.CONTAINER_NOT_FOUND);
    assertThat(refuse.failure().message()).isEqualTo(message);
  }

  private static Plan.Tell tell(FactsQuery query, Inventory found) {
    return (Plan.Tell) plan(query, found);
  }

  private static Plan plan(FactsQuery query, Inventory found) {
    return new Planner(PlanOptions.DEFAULT).plan(query, ActualState.of(found), SampleState.FIRST);
  }

  private static ListedContainer listed(
      String name, ContainerStatus status, @Nullable Instant endedAt) {
    return new ListedContainer(
        "c-" + name,
        name,
        "demo/web:1",
        "aaaa",
        status,
        endedAt == null ? "healthy" : "",
        null,
        SampleState.STARTED,
        endedAt,
        endedAt == null ? 0 : 3,
        endedAt == null ? 17 : 0,
        Map.of("tier", "front", "api_token", "hunter2"),
        List.of("/data"));
  }

  private static ListedVolume volume(String name) {
    return new ListedVolume(name, "local", "/volumes/" + name, null, Map.of());
  }

  private static ObservedContainer withEnvironment(
      ObservedContainer container, Map<String, String> environment) {
    return new ObservedContainer(
        container.id(),
        container.name(),
        container.imageId(),
        container.imageName(),
        container.state(),
        container.commandLine(),
        new TreeMap<>(environment),
        container.labels(),
        container.annotations(),
        container.tty(),
        container.stopTimeoutSeconds(),
        container.healthcheck(),
        container.isolation(),
        container.mounts(),
        container.dimensions());
  }
}

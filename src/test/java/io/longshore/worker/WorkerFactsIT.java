package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.event.Event;
import io.longshore.event.Fact;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Facts, as somebody logged in on the host would find them.
class WorkerFactsIT extends OnThrowawayHost {
  @Test
  void containersAreThoseThatRunUnlessAllAreAskedFor() {
    service("web");
    view.shell("podman create --name idle localhost/demo/tools:1");

    assertThat(facts("get_containers", "{}")).containsOnlyKeys("web");
    assertThat(facts("get_containers", "{'name':['web','idle']}")).containsOnlyKeys("web");
    assertThat(facts("get_containers", "{'args':{'get_all_containers':true}}"))
        .containsOnlyKeys("web", "idle");
    assertThat(facts("get_containers_names", "{}"))
        .isEqualTo(Map.of("web", new Fact.Text(view.id("web"))));
    assertThat(facts("get_containers_names", "{'args':{'get_all_containers':true}}"))
        .containsOnlyKeys("web", "idle");
  }

  @Test
  void aContainerIsToldAsItIsAndNoVariableOfIt() {
    service("web");

    Event.Finished finished = desk.ask("get_containers", "{'name':'web'}");

    Map<String, Fact> web = members(facts(finished).get("web"));
    assertThat(web)
        .containsEntry("id", new Fact.Text(view.id("web")))
        .containsEntry("state", new Fact.Text("running"))
        .containsEntry("image", new Fact.Text("localhost/demo/web:1"))
        .containsEntry("mountPoints", Fact.Items.of(List.of("/data")))
        .containsEntry(
            "startedAt",
            new Fact.Text(view.startedAt("web").truncatedTo(ChronoUnit.SECONDS).toString()));
    assertThat(members(web.get("labels"))).containsEntry("tier", new Fact.Text("front"));
    assertThat(finished.toString()).doesNotContain("hunter2").doesNotContain("GREETING");
    assertThat(finished.header().resource()).hasToString("OfContainer[name=web]");
    assertThat(desk.eventsOf(finished.header().commandId().text(), Duration.ofMillis(300)))
        .noneMatch(Event.Started.class::isInstance);
  }

  @Test
  void aHealthChecksStateIsToldAndItsLogIsNot() {
    view.shell(
        "podman run -d --name sound --health-cmd \"echo chatter\" --health-interval 1s localhost/demo/tools:1");
    view.shell("podman healthcheck run sound");

    Event.Finished finished = desk.ask("get_containers", "{'name':'sound'}");

    assertThat(members(facts(finished).get("sound")))
        .containsEntry("health", new Fact.Text("healthy"));
    assertThat(finished.toString()).doesNotContain("chatter");
  }

  @Test
  void theEnvironmentIsToldButForItsSecrets() {
    service("web");

    Map<String, Fact> variables = members(facts("get_containers_env", "{'name':'web'}").get("web"));

    assertThat(variables)
        .containsEntry("GREETING", new Fact.Text("hej=du"))
        .containsEntry("DB_PASSWORD", new Fact.Text("***"))
        .containsKey("PATH");
  }

  @Test
  void statesAreTheEnginesWordsAndAnAbsentContainerIsAFailure() throws InterruptedException {
    service("web");
    view.shell("podman create --name idle localhost/demo/tools:1");
    view.shell("podman run --name done localhost/demo/tools:1 true");
    awaitExited("done");

    assertThat(facts("get_containers_state", "{'name':['web','idle','done']}"))
        .isEqualTo(
            Fact.Members.of(Map.of("web", "running", "idle", "created", "done", "exited"))
                .members());
    assertAbsent("get_containers_state", "{'name':['web','nobody']}");
    assertAbsent("get_containers_env", "{'name':'nobody'}");
  }

  @Test
  void imagesAndVolumesAreToldByTheirNames() {
    view.shell("podman volume create --label kolla_managed=true data; podman volume create logs");

    assertThat(members(facts("get_images", "{}").get("localhost/demo/tools:1")))
        .containsEntry(
            "id",
            new Fact.Text(
                view.shell("podman image inspect --format '{{.Id}}' localhost/demo/tools:1")));
    assertThat(facts("get_volumes", "{}")).containsOnlyKeys("data", "logs");
    Map<String, Fact> data = facts("get_volumes", "{'name':['data','gone']}");
    assertThat(data).containsOnlyKeys("data");
    assertThat(members(data.get("data")))
        .containsEntry("labels", Fact.Members.of(Map.of("kolla_managed", "true")))
        .containsEntry(
            "mountPoint",
            new Fact.Text(view.shell("podman volume inspect --format '{{.Mountpoint}}' data")));
  }

  /// It is `stopped` until Podman has cleaned up behind it.
  private static void awaitExited(String name) throws InterruptedException {
    while (!view.container(name, "{{.State.Status}}").equals("exited")) {
      Thread.sleep(20);
    }
  }

  private static void service(String name) {
    view.shell(
        "podman run -d --name "
            + name
            + " -v data:/data --label tier=front --env GREETING=hej=du --env DB_PASSWORD=hunter2 localhost/demo/web:1");
  }

  private static void assertAbsent(String action, String parameters) {
    Event.Finished finished = desk.ask(action, parameters);
    assertThat(finished.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(Objects.requireNonNull(finished.failure()))
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.CONTAINER_NOT_FOUND))
        .satisfies(failure -> assertThat(failure.message()).isEqualTo("No such container: nobody"));
  }

  private static Map<String, Fact> facts(String action, String parameters) {
    return facts(desk.ask(action, parameters));
  }

  private static Map<String, Fact> facts(Event.Finished finished) {
    assertThat(finished.outcome()).as("%s", finished).isEqualTo(Outcome.SUCCEEDED);
    assertThat(finished.report().changed()).isFalse();
    return Objects.requireNonNull(finished.report().facts()).members();
  }

  private static Map<String, Fact> members(Fact fact) {
    return ((Fact.Members) fact).members();
  }
}

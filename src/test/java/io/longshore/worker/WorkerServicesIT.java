package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.event.Difference;
import io.longshore.event.Event;
import io.longshore.event.Outcome;
import io.longshore.event.StepReport;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Services: what a result says of a container and its unit is what the host shows.
class WorkerServicesIT extends OnThrowawayHost {
  @Test
  void aServiceIsStartedFromNothingAndLeftAloneWhenAskedForAgain() {
    Event.Finished first = desk.ask("start_container", service("hello"));

    assertThat(first.outcome()).as("%s", first).isEqualTo(Outcome.SUCCEEDED);
    assertThat(first.report().changed()).isTrue();
    assertThat(changes(first))
        .containsExactly("pullImage", "createContainer", "installUnit", "startUnit");
    assertThat(view.unit("svc")).isEqualTo("active");
    assertThat(view.container("svc", "{{.State.Status}} {{.ImageName}}"))
        .isEqualTo("running " + image("kolla:1"));
    assertThat(view.container("svc", "{{join .Config.Env \" \"}}"))
        .contains("GREETING=hello", "ODD=a=b");
    String made = view.id("svc");

    Event.Finished second = desk.ask("start_container", service("hello"));

    assertUnchanged(second);
    assertThat(view.id("svc")).isEqualTo(made);
  }

  @Test
  void aComparisonFindsWhatStartWouldChangeAndOnlyThat() {
    desk.ask("start_container", service("hello"));

    assertUnchanged(desk.ask("compare_container", service("hello")));

    Event.Finished otherwise = desk.ask("compare_container", service("hej"));
    assertThat(aspects(otherwise)).containsExactly("environment");
    assertThat(otherwise.report().result()).isTrue();
    assertThat(otherwise.report().steps()).isEmpty();

    view.shell("podman exec svc sh -c 'echo 1 >/etc/kolla-check'");
    Event.Finished configured = desk.ask("compare_container", service("hello"));
    assertThat(configured.report().changed()).isTrue();
    assertThat(configured.report().differences()).hasSize(1);
  }

  @Test
  void anotherEnvironmentIsExplainedAndTheContainerMadeAnew() {
    desk.ask("start_container", service("hello"));
    String made = view.id("svc");

    Event.Finished changed = desk.ask("start_container", service("hej"));

    assertThat(changed.outcome()).as("%s", changed).isEqualTo(Outcome.SUCCEEDED);
    assertThat(aspects(changed)).containsExactly("environment");
    assertThat(changes(changed)).contains("createReplacement", "startUnit", "removeReplaced");
    assertThat(view.id("svc")).isNotEqualTo(made);
    assertThat(view.container("svc", "{{join .Config.Env \" \"}}")).contains("GREETING=hej");
    assertThat(view.unit("svc")).isEqualTo("active");
    assertUnchanged(desk.ask("start_container", service("hej")));
  }

  @Test
  void aRestartStartsTheSameContainerAnew() {
    desk.ask("start_container", service("hello"));
    String made = view.id("svc");
    Instant before = view.startedAt("svc");

    Event.Finished restarted = desk.ask("restart_container", "{'name':'svc'}");

    assertThat(restarted.outcome()).as("%s", restarted).isEqualTo(Outcome.SUCCEEDED);
    assertThat(restarted.report().changed()).isTrue();
    assertThat(view.startedAt("svc")).isAfter(before);
    assertThat(view.id("svc")).isEqualTo(made);
    assertThat(view.unit("svc")).isEqualTo("active");
  }

  @Test
  void theConfigurationStrategyDecidesBetweenARestartAndANewContainer() {
    String always = service("hello', 'KOLLA_CONFIG_STRATEGY':'COPY_ALWAYS");
    desk.ask("recreate_or_restart_container", always);
    String made = view.id("svc");
    Instant started = view.startedAt("svc");

    Event.Finished again = desk.ask("recreate_or_restart_container", always);
    assertThat(changes(again)).containsExactly("restartUnit");
    assertThat(view.id("svc")).isEqualTo(made);
    assertThat(view.startedAt("svc")).isAfter(started);

    String once = service("hello', 'KOLLA_CONFIG_STRATEGY':'COPY_ONCE");
    desk.ask("recreate_or_restart_container", once);
    String remade = view.id("svc");
    assertThat(remade).isNotEqualTo(made);
    Event.Finished recreated = desk.ask("recreate_or_restart_container", once);
    assertThat(changes(recreated)).contains("createReplacement");
    assertThat(view.id("svc")).isNotEqualTo(remade);
    assertThat(view.unit("svc")).isEqualTo("active");
  }

  @Test
  void aStopLeavesTheContainerAndASecondOneFindsNothingToDo() {
    desk.ask("start_container", service("hello"));

    Event.Finished stopped = desk.ask("stop_container", "{'name':'svc'}");

    assertThat(stopped.outcome()).as("%s", stopped).isEqualTo(Outcome.SUCCEEDED);
    assertThat(stopped.report().changed()).isTrue();
    assertThat(view.unit("svc")).isEqualTo("inactive");
    assertThat(view.container("svc", "{{.State.Running}}")).isEqualTo("false");
    assertUnchanged(desk.ask("stop_container", "{'name':'svc'}"));
  }

  @Test
  void stopAndRemoveLeavesNeitherContainerNorUnit() {
    assertRemoves("stop_and_remove_container");
  }

  @Test
  void removeLeavesNeitherContainerNorUnit() {
    assertRemoves("remove_container");
  }

  private static void assertRemoves(String action) {
    desk.ask("start_container", service("hello"));

    Event.Finished removed = desk.ask(action, "{'name':'svc'}");

    assertThat(removed.outcome()).as("%s", removed).isEqualTo(Outcome.SUCCEEDED);
    assertThat(removed.report().changed()).isTrue();
    assertThat(view.hasContainer("svc")).isFalse();
    assertThat(view.unitLoaded("svc")).isEqualTo("not-found");
    assertUnchanged(desk.ask(action, "{'name':'svc'}"));
  }

  private static void assertUnchanged(Event.Finished finished) {
    assertThat(finished.outcome()).as("%s", finished).isEqualTo(Outcome.SUCCEEDED);
    assertThat(finished.report().changed()).as("%s", finished).isFalse();
    assertThat(finished.report().steps()).isEmpty();
    assertThat(finished.report().differences()).isEmpty();
  }

  private static List<String> aspects(Event.Finished finished) {
    return finished.report().differences().stream().map(Difference::aspect).toList();
  }

  private static List<String> changes(Event.Finished finished) {
    return finished.report().steps().stream()
        .filter(step -> step.state() == StepReport.State.CHANGED)
        .map(StepReport::name)
        .toList();
  }

  private static String service(String greeting) {
    return "{'name':'svc','image':'%s','restart_policy':'unless-stopped','environment':{'GREETING':'%s','ODD':'a=b'}}"
        .formatted(image("kolla:1"), greeting);
  }
}

package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import io.longshore.event.StepReport;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Images from registries that are slow, away, or want an account: what a command then comes to.
class WorkerPullsIT extends OnThrowawayHost {
  /// In a registry at which nobody listens.
  private static final String AWAY = "registry:5999/demo/web:1";

  @Test
  void aLocalImageServesWhileItsRegistryIsAwayUnlessAPullWasAskedFor() {
    view.shell("podman tag localhost/demo/web:1 " + AWAY);

    Event.Finished started = desk.ask("start_container", "{'name':'web','image':'" + AWAY + "'}");
    Event.Finished ensured = desk.ask("ensure_image", "{'image':'" + AWAY + "'}");
    Failure failure = failureOf(desk.ask("pull_image", "{'image':'" + AWAY + "'}"));

    assertThat(started.outcome()).as("%s", started).isEqualTo(Outcome.SUCCEEDED);
    assertThat(view.unit("web")).isEqualTo("active");
    assertThat(ensured.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(ensured.report().changed()).isFalse();
    assertThat(failure.kind()).isEqualTo(FailureKind.REGISTRY_UNREACHABLE);
    assertThat(failure.message())
        .startsWith("cannot pull " + AWAY + ": the registry is unreachable; the local image")
        .endsWith("is as it was");
    assertThat(view.hasImage(AWAY)).isTrue();
    view.shell("systemctl stop " + view.unitName("web") + " && podman rmi -f " + AWAY);
  }

  @Test
  void containersThatWaitForTheSameImageArePulledForOnce() {
    String since = view.shell("date +%s.%N");
    String image = image("tools:1");
    host().cut();
    List<String> ids =
        List.of("one", "two", "three").stream()
            .map(name ->
                desk.send("start_container", "{'name':'%s','image':'%s'}".formatted(name, image)))
            .toList();
    desk.await(event -> isOfOne(ids, event) && isProgress(event, "Trying to pull"));
    desk.await(event -> isOfOne(ids, event) && isProgress(event, "Waiting for another command"));
    host().heal();

    assertThat(ids)
        .allSatisfy(id -> assertThat(desk.result(id).outcome()).isEqualTo(Outcome.SUCCEEDED));
    assertThat(
            view.shell(
                "journalctl --sync; podman events --stream=false --since "
                    + since
                    + " --filter event=pull --format '{{.Name}}'"))
        .isEqualTo(image);
  }

  @Test
  void aCheckedPullTellsItsStepAndAsksNoRegistry() {
    String id = UUID.randomUUID().toString();
    desk.sendText(
        "{'id':'%s','host':'%s','action':'pull_image','checkMode':true,'parameters':{'image':'%s'}}"
            .formatted(id, hostName, AWAY)
            .replace('\'', '"'));

    Event.Finished checked = desk.result(id);

    assertThat(checked.outcome()).isEqualTo(Outcome.SUCCEEDED);
    StepReport step = checked.report().steps().getFirst();
    assertThat(step.state()).isEqualTo(StepReport.State.PLANNED);
    assertThat(step.reason()).isEqualTo("a pull was asked for, and no local image has that name");
    assertThat(view.hasImage(AWAY)).isFalse();
  }

  @Test
  void aRegistryThatWantsAnAccountIsToldApartAndNoEventHoldsThePassword() {
    String image = registries.httpPassword() + "/demo/web:1";
    String wrong =
        desk.send(
            "pull_image",
            "{'image':'%s','auth_username':'%s','auth_password':'wr0ngpass'}"
                .formatted(image, registries.user()));
    assertThat(failureOf(desk.result(wrong)).kind()).isEqualTo(FailureKind.REGISTRY_UNAUTHORIZED);

    String right =
        desk.send(
            "pull_image",
            "{'image':'%s','auth_username':'%s','auth_password':'%s'}"
                .formatted(image, registries.user(), registries.password()));
    assertThat(desk.result(right).outcome()).isEqualTo(Outcome.SUCCEEDED);

    assertThat(desk.eventsOf(wrong, Duration.ofMillis(200)))
        .noneMatch(event -> event.toString().contains("wr0ngpass"));
    assertThat(desk.eventsOf(right, Duration.ofMillis(200)))
        .anyMatch(event -> isProgress(event, "Copying blob"))
        .noneMatch(event -> event.toString().contains(registries.password()));
  }

  private static boolean isOfOne(List<String> ids, Event event) {
    return ids.contains(event.header().commandId().text());
  }

  private static boolean isProgress(Event event, String begin) {
    return event instanceof Event.Progress progress && progress.message().startsWith(begin);
  }

  private static Failure failureOf(Event.Finished finished) {
    assertThat(finished.outcome()).as("%s", finished).isEqualTo(Outcome.FAILED);
    assertThat(finished.report().changed()).isFalse();
    return Objects.requireNonNull(finished.failure());
  }
}

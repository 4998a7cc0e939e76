package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.event.Event;
import io.longshore.event.Outcome;
import io.longshore.event.StepReport;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Check mode of every action: the host is as before, and what was told is what the real thing then
/// does.
class WorkerCheckModeIT extends OnThrowawayHost {
  private static final String IMAGE_ONLY = "{'image':'IMAGE'}";
  private static final String VOLUME = "{'name':'data'}";
  private static final String NAME_ONLY = "{'name':'svc'}";
  private static final String NAME_AND_IMAGE = "{'name':'svc','image':'IMAGE'}";

  /// A command, and what has to be done before it so that it has something to change.
  record Asked(String action, String parameters, List<Before> before) {
    @Override
    public String toString() {
      return action + (before.isEmpty() ? " of nothing" : " after " + before.getLast().action);
    }
  }

  record Before(String action, String parameters) {}

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyAction")
  void tellsWhatWillBeDoneAndDoesNothing(Asked asked) {
    String parameters = filled(asked.parameters);
    asked.before.forEach(before -> desk.ask(before.action, filled(before.parameters)));
    String before = snapshot();

    Event.Finished told = check(asked.action, parameters);

    assertThat(told.outcome()).as("%s", told).isEqualTo(Outcome.SUCCEEDED);
    assertThat(told.checkMode()).isTrue();
    assertThat(told.report().steps()).allMatch(step -> step.state() == StepReport.State.PLANNED);
    assertThat(snapshot()).isEqualTo(before);

    Event.Finished done = desk.ask(asked.action, parameters);
    assertThat(done.outcome()).as("%s", done).isEqualTo(Outcome.SUCCEEDED);
    assertThat(done.report().changed()).isEqualTo(told.report().changed());
    assertThat(done.report().result()).isEqualTo(told.report().result());
    assertThat(names(done)).isEqualTo(names(told));
    assertThat(done.report().differences()).isEqualTo(told.report().differences());
  }

  static Stream<Asked> everyAction() {
    Before started = new Before("start_container", service("old"));
    Before pulled = new Before("pull_image", IMAGE_ONLY);
    Before made = new Before("create_volume", VOLUME);
    return Stream.of(
        new Asked("pull_image", IMAGE_ONLY, List.of()),
        new Asked("ensure_image", IMAGE_ONLY, List.of()),
        new Asked("ensure_image", IMAGE_ONLY, List.of(pulled)),
        new Asked("remove_image", IMAGE_ONLY, List.of(pulled)),
        new Asked("create_volume", VOLUME, List.of()),
        new Asked("create_volume", VOLUME, List.of(made)),
        new Asked("remove_volume", VOLUME, List.of(made)),
        new Asked("start_container", service("new"), List.of(pulled)),
        new Asked("start_container", service("new"), List.of(started)),
        new Asked("start_container", service("old"), List.of(started)),
        new Asked("recreate_or_restart_container", service("new"), List.of(started)),
        new Asked("recreate_or_restart_container", service("old"), List.of(started)),
        new Asked("restart_container", NAME_ONLY, List.of(started)),
        new Asked("stop_container", NAME_ONLY, List.of(started)),
        new Asked("remove_container", NAME_ONLY, List.of(started)),
        new Asked("stop_and_remove_container", NAME_ONLY, List.of(started)),
        new Asked("compare_container", service("new"), List.of(started)),
        new Asked("compare_image", NAME_AND_IMAGE, List.of(started)));
  }

  private static String service(String greeting) {
    return "{'name':'svc','image':'IMAGE','restart_policy':'unless-stopped','volumes':['data:/data','/opt/made:/made'],'environment':{'KOLLA_CONFIG_STRATEGY':'COPY_ALWAYS','GREETING':'%s'}}"
        .formatted(greeting);
  }

  private static String filled(String parameters) {
    return parameters.replace("IMAGE", image("kolla:1"));
  }

  private static Event.Finished check(String action, String parameters) {
    String id = UUID.randomUUID().toString();
    desk.sendText(
        "{'id':'%s','host':'%s','action':'%s','checkMode':true,'parameters':%s}"
            .formatted(id, desk.host(), action, parameters)
            .replace('\'', '"'));
    return desk.result(id);
  }

  /// All that a command could change: containers with their starts, images, volumes, units, and a
  /// directory.
  private static String snapshot() {
    return view.shell(
        """
        podman ps -a --no-trunc --format '{{.ID}} {{.Names}} {{.StartedAt}} {{.Exited}}'
        podman images --no-trunc --format '{{.ID}} {{.Repository}}:{{.Tag}}' | sort
        podman volume ls -q
        ls -l --time-style=full-iso /etc/systemd/system /opt
        systemctl list-units --all --plain --no-legend 'kolla-*'
        """);
  }

  private static List<String> names(Event.Finished finished) {
    return finished.report().steps().stream().map(StepReport::name).toList();
  }
}

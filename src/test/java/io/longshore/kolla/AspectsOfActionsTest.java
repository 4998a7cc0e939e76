package io.longshore.kolla;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Action;
import io.longshore.event.Difference;
import io.longshore.event.Outcome;
import io.longshore.kolla.host.Happened;
import io.longshore.kolla.host.LineRun;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/// Each action that looks at a container finds each aspect in which the container differs, and
/// nothing else. `docs/kolla-compatibility.md` names these tests for the cells of its table.
class AspectsOfActionsTest {
  @ParameterizedTest
  @MethodSource("aspects")
  void aComparisonTellsTheAspectAndNothingElse(String situation) {
    run(
        situation,
        Action.COMPARE_CONTAINER,
        happened -> {
          assertThat(happened.result().report().changed()).isTrue();
          assertThat(happened.trace().effects()).isEmpty();
        });
  }

  @ParameterizedTest
  @MethodSource("aspects")
  void aStartTellsTheAspectAndMakesTheContainerAnew(String situation) {
    run(situation, Action.START_CONTAINER, AspectsOfActionsTest::assertMadeAnew);
  }

  @ParameterizedTest
  @MethodSource("aspects")
  void aRecreationTellsTheAspectAndMakesTheContainerAnew(String situation) {
    run(situation, Action.RECREATE_OR_RESTART_CONTAINER, AspectsOfActionsTest::assertMadeAnew);
  }

  @ParameterizedTest
  @MethodSource("aspects")
  void aComparisonOfTheImageLooksAtNothingElse(String situation) {
    String aspect = aspect(situation);
    LineRun.of(
        given(situation),
        Action.COMPARE_IMAGE,
        happened -> {
          assertThat(happened.result().report().result()).isEqualTo(aspect.equals("image"));
          assertThat(happened.result().report().changed()).isFalse();
        },
        "name",
        "image");
  }

  /// The unit is no reason for a new container.
  @Test
  void aStartWritesAMissingUnitFileAndLeavesTheContainerAlone() {
    writesAMissingUnitFileAlone(Action.START_CONTAINER);
  }

  @Test
  void aRecreationWithoutAStrategyWritesAMissingUnitFileAndLeavesTheContainerAlone() {
    writesAMissingUnitFileAlone(Action.RECREATE_OR_RESTART_CONTAINER);
  }

  private static void writesAMissingUnitFileAlone(Action action) {
    KollaCase given =
        KollaCase.of(
            json(
                "{'id':'x','aspect':'%s','params':{'name':'a','image':'r:1/x:1'},'current':{'container':{'State':{'Status':'running'}},'differs':false,'unit':null}}"
                    .formatted(action.wireName())));
    LineRun.of(
        given,
        action,
        happened -> {
          assertThat(happened.result().report().differences())
              .extracting(Difference::aspect)
              .containsExactly("systemd_unit");
          assertThat(happened.isNew()).isFalse();
          assertThat(happened.runs()).isTrue();
        });
  }

  /// An aspect, parameters beyond name and image, and what else the engine then shows of a
  /// container that was made by them.
  static List<String> aspects() {
    return List.of(
        "cap_add | {} | {'HostConfig':{'CapAdd':['CAP_SYS_ADMIN']}}",
        "security_opt | {} | {'HostConfig':{'SecurityOpt':['seccomp=unconfined']}}",
        "image | {} | {'Image':'0123'}",
        "ipc_mode | {'ipc_mode':'host'} | {'HostConfig':{'IpcMode':'private'}}",
        "labels | {} | {'Config':{'Labels':{'by':'hand'}}}",
        "privileged | {} | {'HostConfig':{'Privileged':true}}",
        "pid_mode | {} | {'HostConfig':{'PidMode':'host'}}",
        "cgroupns_mode | {'cgroupns_mode':'private'} | {'HostConfig':{'CgroupMode':'host'}}",
        "tmpfs | {} | {'HostConfig':{'Tmpfs':{'/run':'rw'}}}",
        "volumes | {'volumes':['data:/data']} | {'HostConfig':{'Binds':['other:/data:rw,rbind']}}",
        "volumes_from | {} | {'HostConfig':{'VolumesFrom':['donor']}}",
        "environment | {'environment':{'A':'1'}} | {'Config':{'Env':['A=2','KOLLA_SERVICE_NAME=a','TZ=UTC']}}",
        "container_state | {} | {'State':{'Status':'exited'}}",
        "dimensions | {} | {'HostConfig':{'CpuShares':512}}",
        "command | {'command':'sleep 1'} | {'Config':{'Cmd':['sleep','2']}}",
        "healthcheck | {} | {'Config':{'Healthcheck':{'Test':['CMD','true']}}}");
  }

  private static void run(
      String situation, Action action, java.util.function.Consumer<Happened> further) {
    LineRun.of(
        given(situation),
        action,
        happened -> {
          assertThat(happened.result().outcome()).isEqualTo(Outcome.SUCCEEDED);
          assertThat(happened.result().report().differences())
              .extracting(Difference::aspect)
              .filteredOn(aspect -> !aspect.equals("config"))
              .containsExactly(aspect(situation));
          further.accept(happened);
        });
  }

  private static void assertMadeAnew(Happened happened) {
    assertThat(happened.isNew()).isTrue();
    assertThat(happened.oldIsGone()).isTrue();
    assertThat(happened.runs()).isTrue();
  }

  private static String aspect(String situation) {
    return situation.split(" \\| ", -1)[0];
  }

  private static KollaCase given(String situation) {
    String[] parts = situation.split(" \\| ", -1);
    String params = parts[1].equals("{}") ? "" : "," + parts[1].substring(1, parts[1].length() - 1);
    return KollaCase.of(
        json(
            "{'id':'x','aspect':'start_container','params':{'name':'a','image':'r:1/x:1'%s},"
                    .formatted(params)
                + "'current':{'container':%s,'differs':false,'exec':{'exit_code':0}}}"
                    .formatted(parts[2])));
  }

  private static tools.jackson.databind.JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }
}

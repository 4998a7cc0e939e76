package io.longshore.plan;

import static io.longshore.plan.Situation.asking;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Command;
import io.longshore.command.CommandId;
import io.longshore.command.RunMode;
import io.longshore.event.Difference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a container was made with and nobody asks for any more: the container's own record tells,
/// and exactly that aspect differs.
class WithdrawnRequestTest {
  private static final String SOMETHING =
      """
      {'BoundingCaps':['CAP_NET_RAW','CAP_CHOWN'],
       'Config':{'Cmd':['idle','x']},
       'HostConfig':{'IpcMode':'private','CgroupMode':'host','Tmpfs':{'/t':'rw,noexec,nosuid,nodev'}},
       'Mounts':[{'Type':'bind','Source':'/a','Destination':'/b','Mode':'','Options':['noexec','nodev','rbind'],
                  'RW':true,'Propagation':'private'}]}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'command':'idle x'}       | {}                       | command       | idle x -> null
          {'ipc_mode':'private'}     | {}                       | ipc_mode      | private -> null
          {'cgroupns_mode':'host'}   | {}                       | cgroupns_mode | host -> null
          {'cap_add':['NET_RAW']}    | {}                       | cap_add       | null -> null
          {'tmpfs':['/t:noexec']}    | {'tmpfs':['/t']}         | tmpfs         | /t:nodev,noexec,nosuid,rw -> /t
          {'volumes':['/a:/b:noexec,private']} | {'volumes':['/a:/b:private']} | volumes | /a:/b:private,nodev,noexec -> /a:/b:private
          {'volumes':['/a:/b:private']} | {'volumes':['/a:/b']} | volumes       | /a:/b:private,nodev,noexec -> /a:/b
          """)
  void isADifference(String madeAs, String asked, String aspect, String difference) {
    Situation situation = asking(asked.replace("\"", "'")).of(SOMETHING);
    assertThat(situation.difference(aspect)).isEmpty();
    assertThat(situation.madeAs(madeAs).difference(aspect)).hasValue(difference);
  }

  @Test
  void isNoneWhereTheEngineGivesTheSameUnasked() {
    Situation shareable =
        asking("{}")
            .of("{'HostConfig':{'IpcMode':'shareable'}}")
            .madeAs("{'ipc_mode':'shareable'}");
    assertThat(shareable.difference("ipc_mode")).isEmpty();

    Situation writable = asking("{'volumes':['/a:/b:private']}").of(SOMETHING);
    writable.madeAs("{'volumes':['/a:/b:rw,rbind,private']}");
    assertThat(writable.difference("volumes")).isEmpty();
  }

  @Test
  void volumesOfADonorNoLongerAskedForAreAMatterOfVolumesFrom() {
    Situation situation =
        asking("{}")
            .of(
                """
                {'HostConfig':{'VolumesFrom':['donor']},
                 'Mounts':[{'Type':'volume','Name':'given','Source':'/v/given','Destination':'/given'}]}
                """)
            .madeAs("{'volumes_from':['donor']}");

    assertThat(situation.difference("volumes")).isEmpty();
    assertThat(situation.difference("volumes_from")).hasValue("donor -> null");
  }

  @Test
  void whatAnotherImageGaveTheContainerIsAMatterOfTheImage() {
    String anonymous = "a".repeat(64);
    Situation situation =
        asking("{'image':'r.example/new:1'}")
            .of(
                """
                {'Image':'1111','Config':{'Image':'r.example/old:1','Labels':{'vendor':'old','mine':'1'},
                  'Healthcheck':{'Test':['CMD','true']}},
                 'Mounts':[{'Type':'volume','Name':'%s','Source':'/v/x','Destination':'/data'}]}
                """
                    .formatted(anonymous))
            .with("image", "{'Id':'2222'}");

    assertThat(situation.difference("labels")).isPresent();
    assertThat(situation.difference("healthcheck")).isPresent();
    assertThat(situation.difference("volumes")).isPresent();

    situation.madeAs("{'image':'r.example/old:1','labels':{'mine':'1'}}");
    assertThat(situation.difference("image")).isPresent();
    assertThat(situation.difference("labels")).hasValue("mine=1 -> null");
    assertThat(situation.difference("healthcheck")).isEmpty();
    assertThat(situation.difference("volumes")).isEmpty();
  }

  @Test
  void aUnitNoLongerWantedIsADifferenceThatANewContainerEnds() {
    Map<String, String> kept = SpecRecord.of(SampleState.SPEC).annotations();
    ActualState actual = running(kept);

    assertThat(unitDifference(actual)).isPresent();
    Plan.Proceed plan = startOfOneShot(actual);
    assertThat(plan.findings().differences())
        .extracting(Difference::aspect)
        .containsExactly("systemd_unit");
    assertThat(plan.steps())
        .extracting(step -> step.getClass().getSimpleName())
        .contains("CreateReplacement", "RemoveUnit");
  }

  @Test
  void aUnitThatTheReferenceLeftBehindIsNoDifference() {
    ActualState foreign = running(Map.of());
    ActualState own = running(SpecRecord.of(SampleState.oneShot()).annotations());

    assertThat(unitDifference(foreign)).isEmpty();
    assertThat(unitDifference(own)).isEmpty();
    assertThat(startOfOneShot(own).steps()).isEqualTo(List.of());
  }

  private static Optional<Difference> unitDifference(ActualState actual) {
    return UnitComparison.of(SampleState.oneShot(), actual, PlanOptions.DEFAULT);
  }

  private static Plan.Proceed startOfOneShot(ActualState actual) {
    Command.Planned start =
        new Command.StartContainer(SampleState.oneShot(), SampleState.REQUEST, RunMode.DETACHED);
    return (Plan.Proceed)
        new Planner(PlanOptions.DEFAULT)
            .plan(start, actual, new Attempt(new CommandId("again"), 1, null));
  }

  private static ActualState running(Map<String, String> annotations) {
    return SampleState.found(
        SampleState.container(ContainerStatus.RUNNING, annotations),
        SampleState.unit(ObservedUnit.ActiveState.ACTIVE));
  }
}

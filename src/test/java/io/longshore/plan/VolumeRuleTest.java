package io.longshore.plan;

import static io.longshore.plan.Situation.asking;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeRuleTest {
  /// As Podman reports `volumes: [/etc/kolla:/c:ro, logs:/logs, devpts:/dev/pts]`.
  private static final String MOUNTS =
      """
      {'HostConfig':{'Binds':['/ignored:/ignored']},'Mounts':[
        {'Type':'bind','Source':'/etc/kolla','Destination':'/c','Mode':'','Options':['rbind'],'RW':false,'Propagation':'rprivate'},
        {'Type':'volume','Name':'logs','Source':'/var/lib/containers/storage/volumes/logs/_data','Destination':'/logs',
         'Driver':'local','Mode':'','Options':['nosuid','nodev','rbind'],'RW':true,'Propagation':'rprivate'},
        {'Type':'bind','Source':'devpts','Destination':'/dev/pts','Mode':'','Options':[],'RW':true,'Propagation':''}]}
      """;

  @Test
  void mountsArePreferredToBinds() {
    assertThat(
            asking("{'volumes':['/etc/kolla/:/c/:ro','logs:/logs','devpts:/dev/pts']}")
                .of(MOUNTS)
                .difference("volumes"))
        .isEmpty();
  }

  @Test
  void onlyTheMountsThatDifferAreShown() {
    assertThat(
            asking(
                    "{'volumes':['/etc/kolla/:/c/','logs:/logs','devpts:/dev/pts','/run:/run:rslave']}")
                .of(MOUNTS)
                .difference("volumes"))
        .hasValue("/etc/kolla:/c:ro,rprivate -> /etc/kolla:/c, /run:/run:rslave");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/a:/x          | rw,private,rbind  | true",
        "/a:/x:rprivate | rw,private,rbind  | false",
        "/a:/x:private  | rw,rprivate,rbind | false",
        "/a:/x          | rw,shared,rbind   | false",
        "/a:/x:rslave   | rw,rslave,rbind   | true",
        "/a:/x:Z        | rw,z,rbind        | false",
        "/a:/x:bind     | rw,rprivate,rbind | true",
        "/a:/x:nosuid   | rw,rprivate,rbind | false",
      })
  void whatWasAskedForDecidesWhichOptionsCount(String item, String options, boolean equal) {
    assertThat(
            asking("{'volumes':['" + item + "']}")
                .of("{'HostConfig':{'Binds':['/a:/x:" + options + "']}}")
                .difference("volumes")
                .isEmpty())
        .isEqualTo(equal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"U", "z", "copy"})
  void anOptionThatTheEngineDoesNotReportIsKnownByTheRecord(String option) {
    String params = "{'volumes':['/a:/x:" + option + "']}";
    Situation situation = asking(params).of("{'HostConfig':{'Binds':['/a:/x:rw,rprivate,rbind']}}");

    assertThat(situation.difference("volumes")).isPresent();
    assertThat(situation.madeAs(params).difference("volumes")).isEmpty();
  }

  @Test
  void aVolumeDroppedFromTheRequestIsNotTakenForADonors() {
    String current = "{'HostConfig':{'Binds':['logs:/logs:rw']}}";

    assertThat(asking("{'volumes_from':['donor']}").of(current).difference("volumes")).isEmpty();
    assertThat(
            asking("{'volumes_from':['donor']}")
                .of(current)
                .madeAs("{'volumes':['logs:/logs'],'volumes_from':['donor']}")
                .difference("volumes"))
        .hasValue("logs:/logs -> null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'donor:ro,z'      | true",
        "'donor:ro','z'    | true",
        "'z','donor:ro'    | true",
        "'donor:ro'        | false",
        "'donor:ro,z','b'  | false"
      },
      quoteCharacter = '"')
  void aDonorWithTwoOptionsIsTheSameWholeAndInPieces(String reported, boolean equal) {
    assertThat(
            asking("{'volumes_from':['donor:ro,z']}")
                .of("{'HostConfig':{'VolumesFrom':[" + reported + "]}}")
                .difference("volumes_from")
                .isEmpty())
        .isEqualTo(equal);
  }

  /// As `volumes` of the host's containers.conf does.
  @ParameterizedTest
  @ValueSource(strings = {"/etc/pki:/etc/pki:ro,rprivate", "shared:/shared:rw"})
  void aMountThatTheEngineAddsToEveryContainerIsKnownByTheRecord(String bind) {
    Situation added = asking("{}").of("{'HostConfig':{'Binds':['" + bind + "']}}");

    assertThat(added.difference("volumes")).isPresent();
    assertThat(added.madeAs("{}").difference("volumes")).isEmpty();
    assertThat(added.madeAs("{'volumes':['" + bind + "']}").difference("volumes")).isPresent();
  }

  @Test
  void aBindThatNobodyAskedForIsNeverADonors() {
    assertThat(
            asking("{'volumes_from':['donor']}")
                .of("{'HostConfig':{'Binds':['/etc:/etc:rw,rprivate']}}")
                .difference("volumes"))
        .isPresent();
  }
}

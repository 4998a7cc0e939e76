package io.longshore.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountTest {
  @Test
  void pathsAreCleanedOnBothSides() {
    assertThat(Mount.parse("/tmp//./x/:/y//z/."))
        .isEqualTo(new Mount(Mount.Kind.BIND, "/tmp/x", new MountPath("/y/z"), Set.of()));
    assertThat(Mount.parse("/:/host").source()).isEqualTo("/");
  }

  @Test
  void everyOptionOfACompoundModeIsKept() {
    Mount mount = Mount.parse("/:/host:ro,rslave");
    assertThat(mount.options()).containsExactly("ro", "rslave");
    assertThat(mount.readOnly()).isTrue();
  }

  @Test
  void aSourceWithoutSlashIsAVolumeUnlessItIsDevpts() {
    assertThat(Mount.parse("kolla_logs:/var/log/kolla/:ro").kind()).isEqualTo(Mount.Kind.VOLUME);
    assertThat(Mount.parse("devpts:/dev/pts").kind()).isEqualTo(Mount.Kind.DEVPTS);
  }

  @Test
  void whatTheEngineReportsIsReadByTheSameRules() {
    assertThat(Mount.parse("/data:/data:rw,rprivate,nosuid,nodev,noexec,rbind").options())
        .hasSize(6);
    assertThat(
            Mount.parse(
                    "3e300f8923b492d6a1bd120109ba4cf4087f5c5d5de632f2b82bb667b966aa59:/x:rprivate,rw,nodev,exec,nosuid,rbind")
                .kind())
        .isEqualTo(Mount.Kind.VOLUME);
    assertThat(Mount.parse("/a:/b:idmap=uids=0-1-10#10-11-10;gids=0-100-10,U").options())
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "/a",
        "name",
        "/a:/b:",
        "/a:/b:ro:z",
        "/a:b",
        "a/b:/c",
        "./a:/b",
        ":/b",
        "/a:",
        "/a/../b:/c",
        "/a:/b/..",
        "/a:/b:ro,rw",
        "/a:/b:z,Z",
        "/a:/b:shared,rshared",
        "/a:/b:bogus",
        "/a:/b:ro,",
        "/a:/b:RO",
        "/etc/foo:ro",
        "devpts:/dev/pts:ro",
        "-a:/b",
        "/a:/b: ro",
        "/a:/b:idmap=\u0000"
      })
  void anythingElseIsRefusedWithTheReferencesWords(String item) {
    assertThatThrownBy(() -> Mount.parse(item))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageStartingWith(InvalidValueException.shown("Wrong format of volume: " + item));
  }

  @Test
  void aTmpfsKeepsItsOptionsAndCleansItsDestination() {
    assertThat(Tmpfs.parse("/run//x/:size=64m,,mode=1777"))
        .isEqualTo(new Tmpfs(new MountPath("/run/x"), Set.of("size=64m", "mode=1777")));
    assertThat(Tmpfs.parse("/run")).isEqualTo(new Tmpfs(new MountPath("/run"), Set.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "", "size=64m:/run", "/run:size=64m:x", "/run:a b", "/run/..:ro"})
  void aTmpfsThatCannotBeOneIsRefused(String item) {
    assertThatThrownBy(() -> Tmpfs.parse(item)).isInstanceOf(InvalidValueException.class);
  }

  /// As defaults and additions put together have it.
  @Test
  void theSameMountTwiceIsOne() {
    Storage storage =
        new Storage(
            List.of(Mount.parse("logs:/var/log/"), Mount.parse("logs:/var/log")),
            Set.of(),
            List.of(Tmpfs.parse("/run"), Tmpfs.parse("/run/")));

    assertThat(storage.volumes()).hasSize(1);
    assertThat(storage.tmpfs()).hasSize(1);
  }

  @Test
  void twoMountsAtOneDestinationAreRefused() {
    List<Mount> volumes = List.of(Mount.parse("/a:/x"));
    assertThatThrownBy(() -> new Storage(volumes, Set.of(), List.of(Tmpfs.parse("/x/"))))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageStartingWith("duplicate mount destination: /x");
  }
}

package io.longshore.engine.podman;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Capability;
import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.Dimensions;
import io.longshore.command.Dimensions.Ulimit;
import io.longshore.command.Environment;
import io.longshore.command.Healthcheck;
import io.longshore.command.ImageReference;
import io.longshore.command.Isolation;
import io.longshore.command.Mount;
import io.longshore.command.NamespaceMode;
import io.longshore.command.SecurityOption;
import io.longshore.command.Storage;
import io.longshore.command.Tmpfs;
import io.longshore.engine.Containers.EngineRestart;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CreateBodyTest {
  private static final ContainerSpec PLAIN =
      ContainerSpec.of(
          new ContainerName("nova_api"),
          new ImageReference("registry.example:5000/kolla/nova-api:1"));

  @Test
  void aPlainContainerSaysWhatTheEngineMustNotChooseItself() {
    assertThat(body(PLAIN))
        .isEqualTo(
            json(
                """
                {"name": "nova_api",
                 "image": "registry.example:5000/kolla/nova-api:1",
                 "raw_image_name": "registry.example:5000/kolla/nova-api:1",
                 "env": {}, "labels": {}, "terminal": false, "stop_timeout": 10,
                 "privileged": false, "cap_add": ["CAP_AUDIT_WRITE"], "netns": {"nsmode": "host"},
                 "annotations": {}, "restart_policy": "no",
                 "mounts": [], "volumes": [], "volumes_from": []}
                """));
  }

  @Test
  void commandEnvironmentAndEvidenceArePassedOn() {
    ContainerSpec spec =
        new ContainerSpec(
            PLAIN.name(),
            PLAIN.image(),
            List.of("kolla_start", "two words"),
            Environment.of(Map.of("A", "", "B", "=")),
            Map.of("owner", "me"),
            true,
            PLAIN.isolation(),
            PLAIN.storage(),
            PLAIN.dimensions(),
            null,
            PLAIN.lifecycle(),
            PLAIN.state());

    JsonNode body =
        CreateBody.of(
            spec, Map.of("io.longshore.command-id", "c-1"), new EngineRestart("on-failure", 5));

    assertThat(body.get("command")).isEqualTo(json("[\"kolla_start\", \"two words\"]"));
    assertThat(body.get("env")).isEqualTo(json("{\"A\": \"\", \"B\": \"=\"}"));
    assertThat(body.get("labels")).isEqualTo(json("{\"owner\": \"me\"}"));
    assertThat(body.get("terminal").asBoolean()).isTrue();
    assertThat(body.get("annotations")).isEqualTo(json("{\"io.longshore.command-id\": \"c-1\"}"));
    assertThat(body.get("restart_policy").asString()).isEqualTo("on-failure");
    assertThat(body.get("restart_tries").asInt()).isEqualTo(5);
  }

  @Test
  void aPrivilegedContainerGetsTheCapabilitiesAskedForAndNoOther() {
    Isolation isolation =
        new Isolation(
            true,
            Set.of(new Capability("net_admin")),
            Set.of(),
            NamespaceMode.HOST,
            NamespaceMode.PRIVATE,
            NamespaceMode.HOST);

    JsonNode body = body(with(isolation));

    assertThat(body.get("privileged").asBoolean()).isTrue();
    assertThat(body.get("cap_add")).isEqualTo(json("[\"CAP_NET_ADMIN\"]"));
    assertThat(body.get("ipcns")).isEqualTo(json("{\"nsmode\": \"host\"}"));
    assertThat(body.get("pidns")).isEqualTo(json("{\"nsmode\": \"private\"}"));
    assertThat(body.get("cgroupns")).isEqualTo(json("{\"nsmode\": \"host\"}"));
  }

  @Test
  void allCapabilitiesAreAskedForByPodmansWord() {
    Isolation isolation = new Isolation(false, Set.of(Capability.ALL), Set.of(), null, null, null);

    assertThat(body(with(isolation)).get("cap_add"))
        .isEqualTo(json("[\"ALL\", \"CAP_AUDIT_WRITE\"]"));
  }

  @Test
  void securityOptionsAreAppliedAndMadeVisible() {
    Set<SecurityOption> options =
        Set.of(
            new SecurityOption("label=disable"),
            new SecurityOption("label=type:x_t"),
            new SecurityOption("seccomp:unconfined"),
            new SecurityOption("apparmor=unconfined"),
            new SecurityOption("no-new-privileges:true"),
            new SecurityOption("mask=/a:/b"),
            new SecurityOption("unmask=ALL"),
            new SecurityOption("proc-opts=hidepid=2,gid=1"));

    JsonNode body = body(with(new Isolation(false, Set.of(), options, null, null, null)));

    assertThat(body.get("selinux_opts")).isEqualTo(json("[\"disable\", \"type:x_t\"]"));
    assertThat(body.get("seccomp_profile_path").asString()).isEqualTo("unconfined");
    assertThat(body.get("apparmor_profile").asString()).isEqualTo("unconfined");
    assertThat(body.get("no_new_privileges").asBoolean()).isTrue();
    assertThat(body.get("mask")).isEqualTo(json("[\"/a\", \"/b\"]"));
    assertThat(body.get("unmask")).isEqualTo(json("[\"ALL\"]"));
    assertThat(body.get("procfs_opts")).isEqualTo(json("[\"hidepid=2\", \"gid=1\"]"));
    assertThat(body.get("annotations"))
        .isEqualTo(
            json(
                """
                {"io.podman.annotations.apparmor": "unconfined",
                 "io.podman.annotations.label": "disable,label=type:x_t",
                 "io.podman.annotations.seccomp": "unconfined"}
                """));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "/tmp:/x:ro,rslave, mounts, `{\"type\":\"bind\",\"source\":\"/tmp\",\"destination\":\"/x\",\"options\":[\"ro\",\"rslave\"]}`",
        "/tmp:/x, mounts, `{\"type\":\"bind\",\"source\":\"/tmp\",\"destination\":\"/x\",\"options\":[]}`",
        "devpts:/dev/pts, mounts, `{\"type\":\"devpts\",\"source\":\"devpts\",\"destination\":\"/dev/pts\"}`",
        "kolla_logs:/var/log/kolla/:ro, volumes, `{\"Name\":\"kolla_logs\",\"Dest\":\"/var/log/kolla\",\"Options\":[\"ro\"]}`"
      },
      delimiterString = ", ")
  void aMountKeepsEveryOptionThatWasAskedFor(String item, String list, String expected) {
    JsonNode body = body(with(new Storage(List.of(Mount.parse(item)), Set.of(), List.of())));

    assertThat(body.get(list)).isEqualTo(json("[" + expected + "]"));
  }

  @Test
  void aVolumeMountedTwiceIsMountedTwice() {
    List<Mount> mounts = List.of(Mount.parse("db:/one"), Mount.parse("db:/two"));

    assertThat(body(with(new Storage(mounts, Set.of(), List.of()))).get("volumes")).hasSize(2);
  }

  @Test
  void memoryFileSystemsAndOthersVolumesAreMounted() {
    JsonNode body =
        body(
            with(
                new Storage(
                    List.of(),
                    Set.of("other:ro"),
                    List.of(Tmpfs.parse("/run:size=64m,mode=1777")))));

    assertThat(body.get("mounts"))
        .isEqualTo(
            json(
                "[{\"type\":\"tmpfs\",\"source\":\"tmpfs\",\"destination\":\"/run\",\"options\":[\"size=64m\",\"mode=1777\"]}]"));
    assertThat(body.get("volumes_from")).isEqualTo(json("[\"other:ro\"]"));
  }

  /// Neither Podman 4.3 nor 5.4 takes -1 with a limit of memory, or any limit of swap without one.
  @Test
  void unlimitedSwapIsTheLargestNumberBesideALimitOfMemoryOnly() {
    Dimensions limits = new Dimensions(0, 0, -1, 0, 0, 0, "", "", 0, false, Map.of());

    assertThat(body(with(limits)).get("resource_limits")).isNull();
  }

  @Test
  void limitsAreNumbersInTheUnitsOfTheRuntime() {
    Dimensions limits =
        new Dimensions(536870912, 1048576, -1, 100000, 50000, 512, "0-1", "0", 500, true, Map.of());

    assertThat(body(with(limits)).get("resource_limits"))
        .isEqualTo(
            json(
                """
                {"memory": {"limit": 536870912, "reservation": 1048576, "swap": 9223372036854775807},
                 "cpu": {"period": 100000, "quota": 50000, "shares": 512, "cpus": "0-1", "mems": "0"},
                 "blockIO": {"weight": 500}}
                """));
  }

  @Test
  void anUnlimitedProcessLimitIsTheLargestUnsignedNumber() {
    Dimensions limits =
        new Dimensions(
            0,
            0,
            0,
            0,
            0,
            0,
            "",
            "",
            0,
            false,
            Map.of("memlock", new Ulimit(-1, -1), "core", new Ulimit(0, 0)));

    assertThat(body(with(limits)).get("r_limits").toString())
        .isEqualTo(
            "[{\"type\":\"core\",\"soft\":0,\"hard\":0},"
                + "{\"type\":\"memlock\",\"soft\":18446744073709551615,\"hard\":18446744073709551615}]");
  }

  @Test
  void aHealthcheckIsInNanosecondsAndADisabledOneSaysSo() {
    Healthcheck check =
        new Healthcheck(
            List.of("CMD-SHELL", "true"),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ZERO,
            3);

    assertThat(body(with(check)).get("healthconfig"))
        .isEqualTo(
            json(
                "{\"Test\":[\"CMD-SHELL\",\"true\"],\"Interval\":30000000000,\"Timeout\":5000000000,\"Retries\":3}"));
    assertThat(body(with(Healthcheck.DISABLED)).get("healthconfig"))
        .isEqualTo(json("{\"Test\":[\"NONE\"]}"));
    assertThat(body(PLAIN).has("healthconfig")).isFalse();
  }

  private static JsonNode body(ContainerSpec spec) {
    return json(CreateBody.of(spec, Map.of(), EngineRestart.NEVER).toString());
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private static ContainerSpec with(Object... parts) {
    Map<Class<?>, Object> byClass =
        Arrays.stream(parts).collect(Collectors.toMap(Object::getClass, part -> part));
    return new ContainerSpec(
        PLAIN.name(),
        PLAIN.image(),
        null,
        Environment.NONE,
        Map.of(),
        false,
        part(byClass, Isolation.class, PLAIN.isolation()),
        part(byClass, Storage.class, PLAIN.storage()),
        part(byClass, Dimensions.class, PLAIN.dimensions()),
        (@Nullable Healthcheck) byClass.get(Healthcheck.class),
        PLAIN.lifecycle(),
        PLAIN.state());
  }

  private static <T> T part(Map<Class<?>, Object> byClass, Class<T> type, T usual) {
    return type.cast(byClass.getOrDefault(type, usual));
  }
}

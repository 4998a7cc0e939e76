package io.longshore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.longshore.command.Capability;
import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.DesiredState;
import io.longshore.command.Dimensions;
import io.longshore.command.Dimensions.Ulimit;
import io.longshore.command.Environment;
import io.longshore.command.Healthcheck;
import io.longshore.command.Isolation;
import io.longshore.command.Lifecycle;
import io.longshore.command.Mount;
import io.longshore.command.NamespaceMode;
import io.longshore.command.ProcessUser;
import io.longshore.command.Program;
import io.longshore.command.RestartPolicy;
import io.longshore.command.SecurityOption;
import io.longshore.command.Storage;
import io.longshore.command.Tmpfs;
import io.longshore.engine.Containers.EngineRestart;
import io.longshore.plan.ContainerStatus;
import io.longshore.plan.ObservedContainer;
import io.longshore.plan.ObservedContainer.ObservedHealthcheck;
import io.longshore.plan.ObservedContainer.ObservedUlimit;
import io.longshore.testhost.TestFleet;
import io.longshore.testhost.TestHost;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// What is asked for at creation is what the engine then shows and does, on both generations of
/// Podman.
@ParameterizedClass
@ValueSource(strings = {"b", "t"})
class PodmanCreateIT {
  private static final ContainerName NAME = new ContainerName("contract");

  @Parameter String hostName = "";
  private TestHost host;
  private PodmanFixture fixture;
  private Containers containers;

  @BeforeEach
  void open() {
    host = TestFleet.shared().host(hostName);
    fixture = new PodmanFixture(host);
    containers = fixture.engine().containers();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void everyPartOfASpecificationIsApplied() {
    ObservedContainer made = run(full());

    assertThat(made.state().status()).isEqualTo(ContainerStatus.RUNNING);
    assertThat(made.commandLine()).containsExactly("sleep", "1000");
    assertThat(made.environment()).containsEntry("A", "1");
    assertThat(made.labels()).containsEntry("owner", "me");
    assertThat(made.tty()).isTrue();
    assertThat(made.stopTimeoutSeconds()).isEqualTo(1);
    assertThat(made.healthcheck())
        .isEqualTo(
            new ObservedHealthcheck(
                List.of("CMD-SHELL", "true"), 30_000_000_000L, 5_000_000_000L, 0, 3));
    assertThat(made.isolation().addedCapabilities()).contains("CAP_NET_ADMIN");
    assertThat(made.isolation().securityOptions())
        .contains(
            "no-new-privileges", "label=disable", "seccomp=unconfined", "apparmor=unconfined");
    assertThat(made.isolation().pidMode()).isEqualTo("host");
    assertThat(made.dimensions().memory()).isEqualTo(67108864);
    assertThat(made.dimensions().memorySwap()).isEqualTo(134217728);
    assertThat(made.dimensions().cpuShares()).isEqualTo(512);
    assertThat(made.dimensions().cpusetCpus()).isEqualTo("0");
    assertThat(made.dimensions().ulimits())
        .contains(
            new ObservedUlimit("RLIMIT_CORE", 0, 0),
            new ObservedUlimit("RLIMIT_NOFILE", 512, 1024));
  }

  @Test
  void mountsHaveTheOptionsAskedForInsideToo() {
    run(full());

    String mounts =
        containers
            .exec(
                NAME,
                Program.of(List.of("cat", "/proc/self/mountinfo"), ProcessUser.ROOT),
                Duration.ofSeconds(60))
            .output()
            .stdout();

    assertThat(mounts.lines().filter(line -> line.contains(" /host ")).findFirst().orElseThrow())
        .contains(" ro", " master:");
    assertThat(mounts.lines().filter(line -> line.contains(" /scratch ")).findFirst().orElseThrow())
        .contains("tmpfs", "size=1024k");
    assertThat(mounts.lines().filter(line -> line.contains(" /logs ")).findFirst().orElseThrow())
        .contains("/kolla_logs/_data");
    assertThat(
            containers
                .exec(
                    NAME,
                    Program.of(List.of("touch", "/host/x"), ProcessUser.ROOT),
                    Duration.ofSeconds(60))
                .exitCode())
        .isNotZero();
  }

  @Test
  void anEngineWithoutSystemdIsToldToRestartIt() {
    containers.create(fixture.service(NAME), Map.of(), new EngineRestart("on-failure", 3));

    assertThat(
            host.exec(
                    "podman",
                    "inspect",
                    "-f",
                    "{{.HostConfig.RestartPolicy.Name}} {{.HostConfig.RestartPolicy.MaximumRetryCount}}",
                    NAME.text())
                .stdout())
        .isEqualTo("on-failure 3\n");
  }

  @Test
  void aPrivilegedContainerIsPrivileged() {
    Isolation isolation =
        new Isolation(true, Set.of(), Set.of(), NamespaceMode.HOST, null, NamespaceMode.HOST);

    ObservedContainer made =
        run(with(fixture.service(NAME), isolation, Storage.NONE, Dimensions.NONE));

    assertThat(made.isolation().privileged()).isTrue();
    assertThat(made.isolation().cgroupMode()).isEqualTo("host");
  }

  @Test
  void anonymousVolumesGoWithTheirContainerAndNamedOnesStay() {
    String own = fixture.ownImage().text();
    host.exec(
            "sh",
            "-c",
            "podman create --name v "
                + own
                + " && podman commit -q --change 'VOLUME /data' v "
                + own
                + " && podman rm v")
        .orThrow();
    Storage storage = new Storage(List.of(Mount.parse("kept:/kept")), Set.of(), List.of());
    containers.create(
        with(
            ContainerSpec.of(NAME, fixture.ownImage()),
            Isolation.DEFAULT,
            storage,
            Dimensions.NONE),
        Map.of(),
        EngineRestart.NEVER);
    assertThat(host.exec("podman", "volume", "ls", "-q").stdout().lines()).hasSize(2);

    containers.remove(NAME);

    assertThat(host.exec("podman", "volume", "ls", "-q").stdout()).isEqualTo("kept\n");
  }

  @Test
  void aMissingBindSourceIsToldInTheEnginesWords() {
    Storage storage =
        new Storage(List.of(Mount.parse("/no/such/directory:/x")), Set.of(), List.of());
    ContainerSpec spec = with(fixture.service(NAME), Isolation.DEFAULT, storage, Dimensions.NONE);

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> run(spec))
        .withMessageContaining("/no/such/directory")
        .withMessageStartingWith("Podman cannot ");
  }

  private ObservedContainer run(ContainerSpec spec) {
    containers.create(spec, Map.of(), EngineRestart.NEVER);
    containers.start(spec.name());
    return containers.find(spec.name()).orElseThrow();
  }

  private static ContainerSpec full() {
    Isolation isolation =
        new Isolation(
            false,
            Set.of(new Capability("NET_ADMIN")),
            Set.of(
                new SecurityOption("label=disable"), new SecurityOption("seccomp=unconfined"),
                new SecurityOption("apparmor=unconfined"), new SecurityOption("no-new-privileges")),
            NamespaceMode.PRIVATE,
            NamespaceMode.HOST,
            NamespaceMode.PRIVATE);
    Storage storage =
        new Storage(
            List.of(
                Mount.parse("/etc:/host:ro,rslave"),
                Mount.parse("kolla_logs:/logs"),
                Mount.parse("devpts:/dev/pts")),
            Set.of(),
            List.of(Tmpfs.parse("/scratch:size=1m")));
    // With any limit of its own a container of Podman 4.3 also gets 1048576 files and processes,
    // which not every machine grants.
    Map<String, Ulimit> ulimits =
        Map.of(
            "core",
            new Ulimit(0, 0),
            "nofile",
            new Ulimit(512, 1024),
            "nproc",
            new Ulimit(1024, 1024));
    Dimensions dimensions = new Dimensions(67108864, 0, 0, 0, 0, 512, "0", "", 0, false, ulimits);
    Healthcheck check =
        new Healthcheck(
            List.of("CMD-SHELL", "true"),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ZERO,
            3);
    Lifecycle lifecycle =
        new Lifecycle(RestartPolicy.NO, 10, Duration.ofMinutes(2), Duration.ofSeconds(1));
    return new ContainerSpec(
        NAME,
        PodmanFixture.TOOLS,
        List.of("sleep", "1000"),
        Environment.of(Map.of("A", "1")),
        Map.of("owner", "me"),
        true,
        isolation,
        storage,
        dimensions,
        check,
        lifecycle,
        DesiredState.RUNNING);
  }

  private static ContainerSpec with(
      ContainerSpec spec, Isolation isolation, Storage storage, Dimensions dimensions) {
    return new ContainerSpec(
        spec.name(),
        spec.image(),
        spec.commandLine(),
        spec.environment(),
        spec.labels(),
        spec.tty(),
        isolation,
        storage,
        dimensions,
        spec.healthcheck(),
        spec.lifecycle(),
        spec.state());
  }
}

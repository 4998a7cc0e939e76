package io.longshore.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Capability;
import io.longshore.command.Command;
import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.DesiredState;
import io.longshore.command.Dimensions;
import io.longshore.command.Envelope;
import io.longshore.command.Environment;
import io.longshore.command.FactsQuery;
import io.longshore.command.Healthcheck;
import io.longshore.command.HostControl;
import io.longshore.command.HostName;
import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest;
import io.longshore.command.Isolation;
import io.longshore.command.Lifecycle;
import io.longshore.command.Mount;
import io.longshore.command.MountPath;
import io.longshore.command.NamespaceMode;
import io.longshore.command.ProcessUser;
import io.longshore.command.Program;
import io.longshore.command.RestartPolicy;
import io.longshore.command.RunMode;
import io.longshore.command.SecurityOption;
import io.longshore.command.Storage;
import io.longshore.command.Tmpfs;
import io.longshore.command.VolumeName;
import io.longshore.event.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.node.ObjectNode;

class AcceptedCommandsTest {
  private static final HostName HOST = new HostName("web1");
  private static final CommandDecoder DECODER = new CommandDecoder(HOST);
  private static final ContainerName NAME = new ContainerName("nova_api");
  private static final ImageReference IMAGE =
      new ImageReference("registry.example:5000/kolla/nova-api:2026.1");

  @Test
  void aCommandOfTheLeastParametersHasTheReferencesDefaults() {
    assertThat(envelope("smallest").command())
        .isEqualTo(
            new Command.StartContainer(
                ContainerSpec.of(NAME, IMAGE), ImageRequest.of(IMAGE), RunMode.DETACHED));
  }

  @Test
  void everyParameterIsReadInEverySpellingOfTheReference() {
    Command.StartContainer command = (Command.StartContainer) envelope("everything").command();
    assertThat(command.spec().commandLine()).containsExactly("bash", "-c", "echo \"a b\"");
    assertThat(command.spec().environment())
        .isEqualTo(
            Environment.of(
                Map.of(
                    "KOLLA_CONFIG_STRATEGY",
                    "COPY_ALWAYS",
                    "X",
                    "2",
                    "DEBUG",
                    "True",
                    "WORKERS",
                    "4",
                    "RATIO",
                    "1.5",
                    "EMPTY",
                    "")));
    assertThat(command.spec().labels()).isEqualTo(Map.of("tier", "api", "n", "1"));
    assertThat(command.spec().tty()).isTrue();
    assertThat(command.spec().state()).isEqualTo(DesiredState.EXITED);
    assertThat(command.mode()).isEqualTo(new RunMode(false, false, false));
    assertThat(command.request())
        .isEqualTo(new ImageRequest(IMAGE, new ImageRequest.Credentials("kolla", "00123"), true));
  }

  @Test
  void privilegesMountsAndLimitsAreReadIntoTheirCanonicalForm() {
    ContainerSpec spec = ((Command.StartContainer) envelope("everything").command()).spec();
    assertThat(spec.isolation())
        .isEqualTo(
            new Isolation(
                false,
                Set.of(new Capability("CAP_NET_ADMIN"), new Capability("CAP_SYS_NICE")),
                Set.of(
                    new SecurityOption("label=disable"), new SecurityOption("no-new-privileges")),
                NamespaceMode.HOST,
                null,
                NamespaceMode.PRIVATE));
    assertThat(spec.storage())
        .isEqualTo(
            new Storage(
                List.of(
                    Mount.parse("/etc/kolla/nova-api:/var/lib/kolla/config_files:ro"),
                    Mount.parse("kolla_logs:/var/log/kolla"),
                    Mount.parse("/:/host:ro,rslave"),
                    Mount.parse("devpts:/dev/pts")),
                Set.of("donor:ro"),
                List.of(Tmpfs.parse("/run:size=64m,mode=1777"))));
    assertThat(spec.dimensions()).isEqualTo(limits());
  }

  private static Dimensions limits() {
    return new Dimensions(
        512L << 20,
        1024,
        -1,
        100_000,
        50_000,
        512,
        "0-1,3",
        "",
        500,
        true,
        Map.of("nofile", new Dimensions.Ulimit(1024, -1), "core", new Dimensions.Ulimit(0, 0)));
  }

  @Test
  void healthAndLifeAreReadIntoTheirCanonicalForm() {
    ContainerSpec spec = ((Command.StartContainer) envelope("everything").command()).spec();
    assertThat(spec.healthcheck())
        .isEqualTo(
            new Healthcheck(
                List.of("CMD-SHELL", "healthcheck_curl http://127.0.0.1"),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ZERO,
                3));
    assertThat(spec.lifecycle())
        .isEqualTo(
            new Lifecycle(
                RestartPolicy.UNLESS_STOPPED, 7, Duration.ofSeconds(300), Duration.ofSeconds(60)));
  }

  @Test
  void whatStandsBesideTheParametersIsRead() {
    Envelope envelope = envelope("everything");
    assertThat(envelope.id()).isEqualTo(new CommandId("5b0c7a3e-6e0e-4f0e-9d43-3b7d9f5f7c11"));
    assertThat(envelope.host()).isEqualTo(HOST);
    assertThat(envelope.notBefore()).isEqualTo(Instant.parse("2026-11-22T21:00:00Z"));
    assertThat(envelope.notAfter()).isEqualTo(Instant.parse("2026-11-22T22:00:00Z"));
    assertThat(envelope.timeout()).isEqualTo(Duration.ofMinutes(10));
    assertThat(envelope.checkMode()).isTrue();
    assertThat(envelope.issuer()).isEqualTo("deploy@example.org");
    assertThat(envelope.correlationId()).isEqualTo("rollout-7");
  }

  @Test
  void aNameInCommonOptionsIsAName() {
    assertThat(envelope("name-in-common-options").command())
        .isEqualTo(new Command.CreateVolume(new VolumeName("db")));
  }

  @Test
  void aShortImageNameIsLookedForInTheRegistryOfTheCredentials() {
    Envelope envelope = envelope("short-image-and-registry");
    assertThat(envelope.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(envelope.command())
        .isEqualTo(
            new Command.EnsureImage(
                ImageRequest.of(new ImageReference("registry.example:5000/nova-api"))));
  }

  @Test
  void aShortImageNameIsLeftToTheEngineWhereTheRegistryIsToBeIgnored() {
    CommandDecoder decoder = new CommandDecoder(HOST).ignoringAuthRegistry();
    assertThat(envelope("short-image-and-registry", decoder).command())
        .isEqualTo(new Command.EnsureImage(ImageRequest.of(new ImageReference("nova-api"))));
  }

  @Test
  void falseIsTheRestartPolicyNoBecauseYamlTurnsTheOneIntoTheOther() {
    Lifecycle lifecycle =
        new Lifecycle(RestartPolicy.NO, 10, Duration.ofSeconds(120), Duration.ofSeconds(5));
    assertThat(envelope("stop").command())
        .isEqualTo(new Command.StopContainer(NAME, lifecycle, true));
  }

  @Test
  void aProgramIsReadWithItsUserVariablesAndDirectory() {
    assertThat(envelope("exec").command())
        .isEqualTo(
            new Command.Exec(
                NAME,
                new Program(
                    List.of("sh", "-c", "echo \"$GREETING\""),
                    new ProcessUser("nova:kolla"),
                    Environment.of(Map.of("GREETING", "hej")),
                    new MountPath("/tmp"))));
    assertThat(envelope("exec-smallest").command())
        .isEqualTo(new Command.Exec(NAME, Program.of(List.of("true"), null)));
  }

  @Test
  void commandsAboutTheHostAreReadAndKeyedByIt() {
    assertThat(envelope("cancel").command())
        .isEqualTo(new HostControl.CancelCommand(new CommandId("c-1")));
    assertThat(envelope("freeze").command())
        .isEqualTo(new HostControl.FreezeHost(Duration.ofMinutes(30)));
    assertThat(envelope("freeze-for-seconds").command())
        .isEqualTo(new HostControl.FreezeHost(Duration.ofSeconds(90)));
    assertThat(envelope("freeze-smallest").command()).isEqualTo(new HostControl.FreezeHost(null));
    assertThat(envelope("thaw").command()).isEqualTo(new HostControl.ThawHost());
    assertThat(envelope("thaw").command().resource().key()).isEqualTo("host/control");
  }

  @Test
  void factsAreAskedForOneSeveralOrAllNames() {
    ContainerName ssh = new ContainerName("nova_ssh");
    assertThat(envelope("facts-of-all-containers").command())
        .isEqualTo(new FactsQuery.GetContainers(List.of(), true));
    assertThat(envelope("facts-of-named-containers").command())
        .isEqualTo(new FactsQuery.GetContainers(List.of(NAME, ssh), false));
    assertThat(envelope("facts-of-one-container").command())
        .isEqualTo(new FactsQuery.GetContainersEnv(List.of(NAME)));
    assertThat(envelope("states").command())
        .isEqualTo(new FactsQuery.GetContainersState(List.of(NAME, ssh)));
    assertThat(envelope("names").command()).isEqualTo(new FactsQuery.GetContainersNames(false));
    assertThat(envelope("facts-of-images").command()).isEqualTo(new FactsQuery.GetImages());
    assertThat(envelope("facts-of-one-volume").command())
        .isEqualTo(new FactsQuery.GetVolumes(List.of(new VolumeName("db"))));
  }

  @Test
  void whoFollowsACommandAsksForTheSame() {
    Envelope followed = envelope("followed");
    assertThat(followed.follow()).isTrue();
    assertThat(envelope("smallest").follow()).isFalse();
    Golden golden = Golden.of("commands/accepted", "followed");
    Reading unfollowed =
        DECODER.decode(Golden.message(golden.value(), Map.of("ce_follow", "false")));
    assertThat(((Reading.Understood) unfollowed).envelope().follow()).isFalse();
    assertThat(((Reading.Understood) unfollowed).envelope().digest()).isEqualTo(followed.digest());
  }

  /// But for a short image name, which only the worker completes by the registry of the
  /// credentials.
  @TestFactory
  List<DynamicTest> aMessagesKeyIsTheResourceOfItsCommand() {
    return Golden.all("commands/accepted").stream()
        .filter(golden -> !golden.name().equals("short-image-and-registry"))
        .map(golden ->
            DynamicTest.dynamicTest(
                golden.name(),
                () ->
                    assertThat(envelope(golden.name()).command().resource().key())
                        .isEqualTo(golden.key())))
        .toList();
  }

  @Test
  void theDigestIsTheSameForAnotherSpellingOfTheSameJson() {
    Golden golden = Golden.of("commands/accepted", "everything");
    String spacious = golden.payload().toPrettyString();
    Reading reading =
        DECODER.decode(Golden.message(spacious.getBytes(StandardCharsets.UTF_8), Map.of()));
    assertThat(((Reading.Understood) reading).envelope().digest())
        .isEqualTo(envelope("everything").digest());
    assertThat(envelope("everything").digest())
        .isNotEqualTo(envelope("smallest").digest())
        .hasSize(64);
  }

  @TestFactory
  List<DynamicTest> aSenderMakesTheGoldenMessageOfItsPayload() {
    return Golden.all("commands/accepted").stream()
        .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> assertEncoded(golden)))
        .toList();
  }

  private static void assertEncoded(Golden golden) {
    WireMessage plain =
        CommandEncoder.encode(
            (ObjectNode) golden.payload(),
            "/longshore/send",
            Instant.parse("2026-11-22T21:00:00Z"));
    WireMessage message =
        golden.headers().containsKey("ce_follow") ? CommandEncoder.followed(plain) : plain;
    assertThat(message.key()).isEqualTo(golden.key());
    assertThat(message.headers()).isEqualTo(golden.headers());
    assertThat(Golden.MAPPER.readTree(message.value())).isEqualTo(golden.payload());
  }

  private static Envelope envelope(String name) {
    return envelope(name, DECODER);
  }

  private static Envelope envelope(String name, CommandDecoder decoder) {
    Reading reading = decoder.decode(Golden.of("commands/accepted", name).message());
    assertThat(reading).isInstanceOf(Reading.Understood.class);
    return ((Reading.Understood) reading).envelope();
  }
}

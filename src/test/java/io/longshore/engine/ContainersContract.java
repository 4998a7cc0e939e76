package io.longshore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.Environment;
import io.longshore.command.ImageReference;
import io.longshore.command.ProcessUser;
import io.longshore.command.Program;
import io.longshore.emulator.Outputs;
import io.longshore.engine.Containers.EngineRestart;
import io.longshore.engine.Containers.ExecResult;
import io.longshore.event.Event;
import io.longshore.event.FailureKind;
import io.longshore.plan.ContainerStatus;
import io.longshore.plan.ListedContainer;
import io.longshore.plan.ObservedContainer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What holds for containers of every engine.
interface ContainersContract {
  Duration GRACEFUL = Duration.ofSeconds(5);
  Duration LONG = Duration.ofSeconds(30);
  Duration HOURS = Duration.ofHours(2);
  ContainerName NAME = new ContainerName("contract");
  ContainerName OTHER = new ContainerName("contract.other");

  EngineFixture fixture();

  private Containers containers() {
    return fixture().engine().containers();
  }

  private ContainerStatus status() {
    return containers().find(NAME).orElseThrow().state().status();
  }

  private void create(ContainerSpec spec) {
    containers().create(spec, Map.of(), EngineRestart.NEVER);
  }

  private void run(ContainerSpec spec) {
    create(spec);
    containers().start(spec.name());
  }

  private static void assertFails(FailureKind kind, ThrowingCallable call) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(call)
        .satisfies(failure -> assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind))
        .satisfies(failure -> assertThat(failure.hint()).isNotBlank());
  }

  @Test
  default void aContainerThatWasNeverMadeIsAbsent() {
    assertThat(containers().find(NAME)).isEmpty();
  }

  @Test
  default void aCreatedContainerIsFoundWithWhatItWasMadeFrom() {
    ContainerSpec spec =
        fixture()
            .service(NAME)
            .withEnvironment(Environment.of(Map.of("COLOUR", "blå", "EMPTY", "")));
    containers().create(spec, Map.of("io.longshore.command-id", "c-1"), EngineRestart.NEVER);

    ObservedContainer found = containers().find(NAME).orElseThrow();

    assertThat(found.name()).isEqualTo(NAME);
    assertThat(found.state().status()).isEqualTo(ContainerStatus.CREATED);
    assertThat(found.state().startedAt()).isNull();
    assertThat(found.environment()).containsEntry("COLOUR", "blå").containsEntry("EMPTY", "");
    assertThat(found.annotations()).containsEntry("io.longshore.command-id", "c-1");
    assertThat(found.imageId())
        .isEqualTo(fixture().engine().images().find(spec.image()).orElseThrow().id());
  }

  @Test
  default void aSecondContainerOfTheSameNameIsRefused() {
    create(fixture().service(NAME));
    String first = containers().find(NAME).orElseThrow().id();

    assertFails(FailureKind.ENGINE, () -> create(fixture().service(NAME)));
    assertThat(containers().find(NAME).orElseThrow().id()).isEqualTo(first);
  }

  @Test
  default void aContainerOfAnImageThatIsNotLocalIsRefused() {
    ContainerSpec spec =
        ContainerSpec.of(NAME, new ImageReference("registry.example/nowhere/nothing:1"));

    assertFails(FailureKind.IMAGE_NOT_FOUND, () -> create(spec));
    assertThat(containers().find(NAME)).isEmpty();
  }

  @Test
  default void theBeginningOfAnIdIsNobodysName() {
    create(fixture().service(NAME));
    String id = containers().find(NAME).orElseThrow().id().substring(0, 12);

    assertNobodysName(new ContainerName(id));
    assertNobodysName(new ContainerName(id.toUpperCase(Locale.ROOT)));
    assertNobodysName(new ContainerName(id.substring(0, 6) + "______"));
    assertThat(status()).isEqualTo(ContainerStatus.CREATED);
  }

  private void assertNobodysName(ContainerName name) {
    assertThat(containers().find(name)).isEmpty();
    assertThat(containers().remove(name)).isFalse();
    assertThat(containers().removeByForce(name, GRACEFUL)).isFalse();
    assertThat(containers().rename(name, new ContainerName("other"))).isFalse();
    assertFails(FailureKind.CONTAINER_NOT_FOUND, () -> containers().start(name));
  }

  @Test
  default void startingTwiceTellsThatItRanAlready() {
    create(fixture().service(NAME));

    assertThat(containers().start(NAME)).isTrue();
    assertThat(containers().start(NAME)).isFalse();
    assertThat(status()).isEqualTo(ContainerStatus.RUNNING);
    assertThat(containers().find(NAME).orElseThrow().state().startedAt()).isNotNull();
  }

  @Test
  default void stoppingTwiceTellsThatNothingWasLeftToStop() {
    run(fixture().service(NAME));

    assertThat(containers().stop(NAME, GRACEFUL)).isTrue();
    assertThat(containers().stop(NAME, GRACEFUL)).isFalse();
    assertThat(status()).isEqualTo(ContainerStatus.EXITED);
  }

  @Test
  default void aContainerThatNeverRanNeedsNoStop() {
    create(fixture().service(NAME));

    assertThat(containers().stop(NAME, GRACEFUL)).isFalse();
    assertThat(status()).isEqualTo(ContainerStatus.CREATED);
  }

  @Test
  default void endingWhatIsNotThereIsDoneAlreadyButStartingItFails() {
    assertThat(containers().stop(NAME, GRACEFUL)).isFalse();
    assertThat(containers().remove(NAME)).isFalse();
    assertFails(FailureKind.CONTAINER_NOT_FOUND, () -> containers().start(NAME));
    assertFails(FailureKind.CONTAINER_NOT_FOUND, () -> containers().restart(NAME, GRACEFUL));
    assertFails(FailureKind.CONTAINER_NOT_FOUND, () -> containers().unpause(NAME));
    assertFails(FailureKind.CONTAINER_NOT_FOUND, () -> containers().logs(NAME));
    assertFails(
        FailureKind.CONTAINER_NOT_FOUND, () -> containers().follow(NAME, (_, _, _) -> true, LONG));
    assertFails(FailureKind.CONTAINER_NOT_FOUND, () -> containers().awaitExit(NAME, LONG));
    assertFails(
        FailureKind.CONTAINER_NOT_FOUND,
        () ->
            containers()
                .exec(NAME, Program.of(fixture().program(0, "", ""), ProcessUser.ROOT), LONG));
  }

  @Test
  default void aRestartedContainerHasANewStart() {
    run(fixture().service(NAME));
    ObservedContainer before = containers().find(NAME).orElseThrow();

    containers().restart(NAME, GRACEFUL);

    ObservedContainer after = containers().find(NAME).orElseThrow();
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.state().status()).isEqualTo(ContainerStatus.RUNNING);
    assertThat(after.state().startedAt()).isAfter(before.state().startedAt());
  }

  @Test
  default void unpausingWhatIsNotPausedDoesNothing() {
    run(fixture().service(NAME));

    containers().unpause(NAME);

    assertThat(status()).isEqualTo(ContainerStatus.RUNNING);
  }

  @Test
  default void aRenamedContainerIsTheSameUnderItsNewName() {
    run(fixture().service(NAME));
    containers().stop(NAME, GRACEFUL);
    ObservedContainer before = containers().find(NAME).orElseThrow();

    assertThat(containers().rename(NAME, OTHER)).isTrue();

    assertThat(containers().find(NAME)).isEmpty();
    assertThat(containers().find(OTHER).orElseThrow().id()).isEqualTo(before.id());
    assertThat(containers().start(OTHER)).isTrue();
    assertThat(containers().rename(NAME, OTHER)).isFalse();
  }

  @Test
  default void aNameThatIsTakenIsGivenToNobodyElse() {
    create(fixture().service(NAME));
    create(fixture().service(OTHER));

    assertFails(FailureKind.IN_USE, () -> containers().rename(NAME, OTHER));
    assertThat(containers().find(NAME)).isPresent();
    assertThat(containers().find(OTHER)).isPresent();
  }

  @Test
  default void aRunningContainerIsNotRemoved() {
    run(fixture().service(NAME));

    assertFails(FailureKind.ENGINE, () -> containers().remove(NAME));
    assertThat(status()).isEqualTo(ContainerStatus.RUNNING);
  }

  @Test
  default void aStoppedContainerIsRemovedOnce() {
    run(fixture().service(NAME));
    containers().stop(NAME, GRACEFUL);

    assertThat(containers().remove(NAME)).isTrue();
    assertThat(containers().find(NAME)).isEmpty();
    assertThat(containers().remove(NAME)).isFalse();
  }

  @Test
  default void byForceARunningContainerIsRemovedToo() {
    run(fixture().service(NAME));

    assertThat(containers().removeByForce(NAME, GRACEFUL)).isTrue();
    assertThat(containers().find(NAME)).isEmpty();
    assertThat(containers().removeByForce(NAME, GRACEFUL)).isFalse();
  }

  @Test
  default void aListHasWhatRunsAndTheRestWhenAskedFor() {
    ContainerName idle = new ContainerName("contract.idle");
    run(fixture().service(NAME));
    create(fixture().service(idle));

    assertThat(names(containers().list(List.of(), false))).containsExactly("contract");
    assertThat(names(containers().list(List.of(), true)))
        .containsExactlyInAnyOrder("contract", "contract.idle");
    assertThat(names(containers().list(List.of(idle), false))).isEmpty();
  }

  @Test
  default void aListOfNamesHasThoseAndNoneThatOnlyLookLikeThem() {
    create(fixture().service(NAME));
    create(fixture().service(new ContainerName("contract.idle")));
    create(fixture().service(new ContainerName("contract_idle")));

    assertThat(names(containers().list(List.of(NAME, new ContainerName("nobody")), true)))
        .containsExactly("contract");
    assertThat(names(containers().list(List.of(new ContainerName("contract.idle")), true)))
        .containsExactly("contract.idle");
    assertThat(containers().list(List.of(new ContainerName("nobody")), true)).isEmpty();
  }

  @Test
  default void aListedContainerIsTheOneThatIsFound() {
    run(fixture().service(NAME));
    ObservedContainer found = containers().find(NAME).orElseThrow();

    ListedContainer listed = containers().list(List.of(NAME), true).getFirst();

    assertThat(listed.id()).isEqualTo(found.id());
    assertThat(listed.image()).isEqualTo(found.imageName());
    assertThat(listed.imageId()).isEqualTo(found.imageId());
    assertThat(listed.status()).isEqualTo(ContainerStatus.RUNNING);
    assertThat(listed.labels()).isEqualTo(found.labels());
    assertThat(listed.startedAt())
        .isEqualTo(
            Objects.requireNonNull(found.state().startedAt()).truncatedTo(ChronoUnit.SECONDS));
    assertThat(listed.endedAt()).isNull();
    assertThat(listed.pid()).isPositive();
  }

  @Test
  default void aListedContainerThatHasEndedTellsItsExitCode() {
    run(fixture().task(NAME, 3, "", ""));
    containers().awaitExit(NAME, LONG);

    ListedContainer listed = containers().list(List.of(NAME), true).getFirst();

    assertThat(listed.status()).isIn(ContainerStatus.STOPPED, ContainerStatus.EXITED);
    assertThat(listed.exitCode()).isEqualTo(3);
    assertThat(listed.endedAt()).isNotNull();
    assertThat(listed.pid()).isZero();
  }

  private static List<String> names(List<ListedContainer> listed) {
    return listed.stream().map(ListedContainer::name).toList();
  }

  @Test
  default void aRunIsToldByItsExitCodeAndBothOutputsApart() {
    run(fixture().task(NAME, 3, "one\ntwo\nno newline: é", "trouble\n"));

    assertThat(containers().awaitExit(NAME, LONG)).contains(3);
    assertThat(containers().logs(NAME))
        .isEqualTo(Outputs.whole("one\ntwo\nno newline: é", "trouble\n"));
    assertThat(status()).isIn(ContainerStatus.STOPPED, ContainerStatus.EXITED);
    assertThat(containers().awaitExit(NAME, LONG)).contains(3);
  }

  @Test
  default void aSilentSuccessfulRunHasNoOutput() {
    run(fixture().task(NAME, 0, "", ""));

    assertThat(containers().awaitExit(NAME, LONG)).contains(0);
    assertThat(containers().logs(NAME)).isEqualTo(Outputs.whole("", ""));
  }

  @Test
  default void whatARunWritesIsHandedOutFromItsFirstByteOn() {
    run(fixture().task(NAME, 0, "one\ntwo\n", ""));
    ByteArrayOutputStream written = new ByteArrayOutputStream();

    containers()
        .follow(
            NAME,
            (stream, bytes, length) -> {
              written.write(bytes, 0, stream == Event.Stream.STDOUT ? length : 0);
              return written.size() < 8;
            },
            LONG);

    assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("one\ntwo\n");
  }

  @Test
  default void anInterruptEndsTheFollowingOfOneThatRuns() throws InterruptedException {
    run(fixture().service(NAME));
    Thread following =
        Thread.ofVirtual()
            .start(() ->
                assertFails(
                    FailureKind.TIMED_OUT,
                    () -> containers().follow(NAME, (_, _, _) -> true, HOURS)));

    following.join(Duration.ofMillis(300));
    following.interrupt();

    assertThat(following.join(Duration.ofSeconds(60))).isTrue();
    assertThat(status()).isEqualTo(ContainerStatus.RUNNING);
  }

  @Test
  default void waitingForAnEndGivesUpAtItsLimit() {
    run(fixture().service(NAME));

    assertThat(containers().awaitExit(NAME, Duration.ofMillis(300))).isEmpty();
    assertThat(status()).isEqualTo(ContainerStatus.RUNNING);
  }

  @Test
  default void aContainerThatNeverRanHasNotEndedWithZero() {
    create(fixture().task(NAME, 0, "", ""));

    assertFails(FailureKind.NOT_RUNNING, () -> containers().awaitExit(NAME, LONG));
  }

  @Test
  default void aProgramInAContainerIsToldByItsExitCodeAndBothOutputsApart() {
    run(fixture().service(NAME));

    ExecResult result =
        containers()
            .exec(NAME, Program.of(fixture().program(7, "out\n", "err\n"), ProcessUser.ROOT), LONG);

    assertThat(result).isEqualTo(Outputs.exec(7, "out\n", "err\n"));
  }

  @Test
  default void noProgramRunsInAContainerThatDoesNot() {
    create(fixture().service(NAME));

    assertFails(
        FailureKind.NOT_RUNNING,
        () ->
            containers()
                .exec(NAME, Program.of(fixture().program(0, "", ""), ProcessUser.ROOT), LONG));
  }

  @Test
  default void aProgramThatDoesNotEndFailsAtItsLimit() {
    run(fixture().service(NAME));

    assertFails(
        FailureKind.TIMED_OUT,
        () ->
            containers()
                .exec(
                    NAME,
                    Program.of(fixture().endlessProgram(), ProcessUser.ROOT),
                    Duration.ofMillis(500)));
    assertThat(status()).isEqualTo(ContainerStatus.RUNNING);
  }

  @Test
  default void anInterruptEndsAWaitAndIsKept() throws InterruptedException {
    run(fixture().service(NAME));
    boolean[] interrupted = new boolean[1];
    Thread waiting =
        Thread.ofVirtual()
            .start(() -> {
              assertFails(FailureKind.TIMED_OUT, () -> containers().awaitExit(NAME, HOURS));
              interrupted[0] = Thread.currentThread().isInterrupted();
            });

    waiting.join(Duration.ofMillis(300));
    waiting.interrupt();

    assertThat(waiting.join(Duration.ofSeconds(60))).isTrue();
    assertThat(interrupted[0]).isTrue();
  }
}

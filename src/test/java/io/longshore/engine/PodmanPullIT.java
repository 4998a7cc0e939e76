package io.longshore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest;
import io.longshore.command.ImageRequest.Credentials;
import io.longshore.engine.podman.PodmanEngine;
import io.longshore.engine.podman.PodmanSettings;
import io.longshore.event.FailureKind;
import io.longshore.plan.ObservedImage;
import io.longshore.testhost.Registries;
import io.longshore.testhost.TestFleet;
import io.longshore.testhost.TestHost;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// Pulls from registries of every kind, on both generations of Podman.
@ParameterizedClass
@ValueSource(strings = {"b", "t"})
class PodmanPullIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String REPOSITORY = "/demo/web:2";

  @Parameter String hostName = "";
  private TestHost host;
  private Registries registries;
  private PodmanFixture fixture;
  private final List<String> heard = new CopyOnWriteArrayList<>();

  @BeforeEach
  void open() {
    host = TestFleet.shared().host(hostName);
    registries = TestFleet.shared().registries();
    fixture = new PodmanFixture(host);
  }

  @AfterEach
  void close() {
    fixture.close();
    host.exec(
        "sh",
        "-c",
        "rm -rf /etc/containers/certs.d; podman images --format '{{.Repository}}:{{.Tag}}' | grep ^registry: | xargs -r podman rmi -f");
  }

  @Test
  void aRegistryWithItsOwnAuthorityIsRefusedUntilItIsTrusted() {
    assertFails(FailureKind.REGISTRY_TLS, registries.tls(), null, null);
    host.trust();
    assertPulls(registries.tls(), null, null);
  }

  @Test
  void aRegistryWithoutCertificateIsReachedWhenTheCallerAllowsIt() {
    assertFails(FailureKind.REGISTRY_TLS, registries.http(), null, true);
    assertPulls(registries.http(), null, false);
    assertPulls(registries.tls(), null, false);
  }

  @Test
  void aRegistryWithAccountsWantsTheRightOne() {
    assertFails(FailureKind.REGISTRY_UNAUTHORIZED, registries.httpPassword(), null, null);
    assertFails(
        FailureKind.REGISTRY_UNAUTHORIZED,
        registries.httpPassword(),
        new Credentials(registries.user(), "wr~ong?>"),
        null);
    assertPulls(
        registries.httpPassword(), new Credentials(registries.user(), registries.password()), null);
    assertPulls(
        registries.tlsPassword(), new Credentials(registries.user(), registries.password()), false);
  }

  @Test
  void nobodyAtThePortIsUnreachable() {
    assertFails(FailureKind.REGISTRY_UNREACHABLE, "registry:5999", null, null);
  }

  @Test
  void aRegistryOfNoKnownNameIsUnreachable() {
    assertFails(FailureKind.REGISTRY_UNREACHABLE, "nowhere.example", null, null);
  }

  @Test
  void aRegistryWhosePacketsAreDroppedIsGivenUpAtTheLimitAndPodmanGivesUpToo() {
    String silent = "10.231.0.250";
    shell("ip neigh replace " + silent + " lladdr 02:fe:00:00:00:fe dev eth0 nud permanent");
    long begun = System.nanoTime();

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() ->
            fixture
                .engine()
                .images()
                .pull(request(silent + ":5000", null, null), _ -> {}, Duration.ofSeconds(10)))
        .withMessage(
            "cannot pull 10.231.0.250:5000"
                + REPOSITORY
                + ": the registry had not answered after 10.0 s")
        .satisfies(
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.REGISTRY_UNREACHABLE));
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(60));
    awaitEmpty("ss -Htn state syn-sent dst " + silent);
  }

  @Test
  void aDiskThatIsFullIsSaidToBeAndNothingIsLeftOfThePull() {
    shell(
        """
        mkdir -p /mnt/small && mount -t tmpfs -o size=1536k tmpfs /mnt/small
        podman --root /mnt/small/root --runroot /mnt/small/run --storage-driver overlay \
          system service -t 30 unix:///run/small.sock >/dev/null 2>&1 &
        echo $! >/run/small.pid
        for try in $(seq 100); do [ -S /run/small.sock ] && break; sleep 0.1; done\
        """);
    PodmanSettings settings = PodmanSettings.of(host.root().resolve("run/small.sock"));
    ImageRequest request = request(registries.http(), null, null);
    try (ContainerEngine small = new PodmanEngine(settings.withLeastFree(0));
        ContainerEngine careful = new PodmanEngine(settings)) {
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> small.images().pull(request, _ -> {}, LIMIT))
          .withMessageEndingWith("the disk is full")
          .satisfies(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.DISK_FULL));
      assertThat(small.images().find(request.image())).isEmpty();
      assertThat(Integer.parseInt(shell("df -k --output=used /mnt/small | tail -1")))
          .isLessThan(500);

      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> careful.images().pull(request, heard::add, LIMIT))
          .withMessageEndingWith(
              "the disk is full: 1 MiB are free at /mnt/small/root, and 64 MiB have to be")
          .satisfies(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.DISK_FULL))
          .satisfies(failure -> assertThat(failure.hint()).contains("podman system df"));
      assertThat(heard).isEmpty();
    } finally {
      shell(
          "kill $(cat /run/small.pid); while [ -e /proc/$(cat /run/small.pid) ]; do sleep 0.1; done; umount -R /mnt/small");
    }
  }

  @Test
  void anImageThatManyAskForAtOnceIsPulledOnce() {
    String since = shell("date +%s.%N");
    ImageRequest request = request(registries.http(), null, null);
    Images images = SharedPulls.in(fixture.engine()).images();
    List<CompletableFuture<String>> all;
    host.cut();
    try {
      all =
          Stream.generate(() ->
                  CompletableFuture.supplyAsync(
                      () -> images.pull(request, heard::add, LIMIT), Thread::startVirtualThread))
              .limit(8)
              .toList();
      await(() -> heard.stream().filter(line -> line.startsWith("Waiting")).count() == 7);
    } finally {
      host.heal();
    }

    assertThat(all.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    await(() -> !pulledSince(since).isEmpty());
    assertThat(pulledSince(since)).isEqualTo(request.image().text());
  }

  /// Podman's events reach the journal a little later.
  private String pulledSince(String since) {
    return shell(
        "podman events --stream=false --since "
            + since
            + " --filter event=pull --format '{{.Name}}'");
  }

  @Test
  void aTagThatTheRegistryDoesNotHaveIsNamedInTheReferencesWords() {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() ->
            fixture
                .engine()
                .images()
                .pull(
                    ImageRequest.of(new ImageReference(registries.http() + "/demo/web:none")),
                    _ -> {},
                    LIMIT))
        .withMessage("The requested image does not exist: registry:5000/demo/web:none")
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.IMAGE_NOT_FOUND));
  }

  @Test
  void aNameWithoutRegistryThatNoSearchListCompletesDoesNotExist() {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() ->
            fixture
                .engine()
                .images()
                .pull(ImageRequest.of(new ImageReference("short")), _ -> {}, LIMIT))
        .withMessage("The requested image does not exist: short");
  }

  /// Runs a line of shell on the host, which must succeed, and gives what it wrote.
  private String shell(String line) {
    return host.exec("sh", "-c", line).orThrow().stdout().strip();
  }

  private void awaitEmpty(String line) {
    await(() -> shell(line).isEmpty());
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private void assertPulls(
      String registry, @Nullable Credentials credentials, @Nullable Boolean tlsVerify) {
    ImageRequest request = request(registry, credentials, tlsVerify);

    String id = fixture.engine().images().pull(request, _ -> {}, LIMIT);

    ObservedImage found = fixture.engine().images().find(request.image()).orElseThrow();
    assertThat(found.id()).isEqualTo(id);
    assertThat(fixture.engine().images().remove(request.image(), found)).isTrue();
  }

  private void assertFails(
      FailureKind kind,
      String registry,
      @Nullable Credentials credentials,
      @Nullable Boolean tlsVerify) {
    ImageRequest request = request(registry, credentials, tlsVerify);

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> fixture.engine().images().pull(request, _ -> {}, LIMIT))
        .satisfies(failure ->
            assertThat(failure.kind())
                .as(failure.toString() + failure.engineWords())
                .isEqualTo(kind))
        .satisfies(failure ->
            assertThat(failure.toString() + failure.engineWords()).doesNotContain("wr~ong"));
    assertThat(fixture.engine().images().find(request.image())).isEmpty();
  }

  private static ImageRequest request(
      String registry, @Nullable Credentials credentials, @Nullable Boolean tlsVerify) {
    return new ImageRequest(new ImageReference(registry + REPOSITORY), credentials, tlsVerify);
  }
}

package io.longshore.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.HostName;
import io.longshore.logging.LogFormat;
import io.longshore.plan.PlanOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

class ConfigReaderTest {
  @TempDir private Path directory;

  @Test
  void theSmallestFileNamesOnlyTheBroker() {
    assertThat(Reading.valid(Reading.SMALLEST))
        .isEqualTo(WorkerConfig.of(new HostName("node1"), KafkaSettings.at("kafka-1:9092")));
  }

  @Test
  void theExampleHoldsEveryDefault() {
    ConfigReader reader =
        new ConfigReader(() -> Optional.of("node1"), Map.<String, String>of()::get);
    assertThat(reader.read(Path.of("ops/worker.yaml")))
        .isEqualTo(
            new ConfigResult.Valid(
                WorkerConfig.of(new HostName("node1"), KafkaSettings.at("localhost:9092"))));
  }

  @Test
  void everyKeyCanBeSet() {
    WorkerConfig config =
        Reading.valid(
            """
            host: compute-01.example
            kafka:
              bootstrap: [a:9092, '[::1]:9093']
              properties: {linger.ms: 5, security.protocol: SSL, check.crcs: false}
              createTopics: false
              replicationFactor: 3
              dedupeWindow: P14D
            engine: {socket: /tmp/podman.sock, callLimit: 90s, pullLimit: PT1H30M, outageLimit: 500m, removeAnonymousVolumes: false}
            supervisor: {kind: systemd, bus: 'unix:path=/host/bus', unitDirectory: /host/units, callLimit: 5s, reloadLimit: 1m}
            hostRoot: /host
            lanes: {mostInFlight: 8}
            limits: {maxCommandBytes: 512KiB}
            actions:
              prefixAuthRegistry: false
              injectTimeZone: false
              missingConfigChecker: same
              ignoreNofileAndNproc: false
              acceptOlderUnits: false
              bindDirectories: [/srv, /var/lib]
              settle: 2s
              recreateExited: false
              safeReplacement: false
              replacementSettle: 3s
            shutdown: {drain: 0s}
            log: {format: json, level: debug}
            """);
    assertThat(config.host()).isEqualTo(new HostName("compute-01.example"));
    assertThat(config.kafka())
        .isEqualTo(
            new KafkaSettings(
                List.of("a:9092", "[::1]:9093"),
                new ClientProperties(
                    Map.of("linger.ms", "5", "security.protocol", "SSL", "check.crcs", "false"),
                    Set.of()),
                false,
                3,
                Duration.ofDays(14)));
    assertThat(config.engine())
        .isEqualTo(
            new WorkerConfig.Engine(
                Path.of("/tmp/podman.sock"),
                Duration.ofSeconds(90),
                Duration.ofMinutes(90),
                Duration.ofMinutes(500),
                false));
    assertThat(config.supervisor())
        .isEqualTo(
            new SupervisorSettings.Systemd(
                "unix:path=/host/bus",
                Path.of("/host/units"),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1)));
    assertThat(config.hostRoot()).isEqualTo(Path.of("/host"));
    assertThat(config.lanes().mostInFlight()).isEqualTo(8);
    assertThat(config.limits().maxCommandBytes()).isEqualTo(524_288);
    assertThat(config.actions().prefixAuthRegistry()).isFalse();
    assertThat(config.planOptions())
        .isEqualTo(
            new PlanOptions(
                PlanOptions.Supervisor.SYSTEMD,
                false,
                true,
                false,
                false,
                List.of("/srv", "/var/lib"),
                Duration.ofSeconds(2),
                new PlanOptions.Replacing(false, false, Duration.ofSeconds(3))));
    assertThat(config.shutdown().drain()).isZero();
    assertThat(config.log()).isEqualTo(new WorkerConfig.Log(LogFormat.JSON, Level.DEBUG));
  }

  @Test
  void defaultsMeanWhatThePlannerMeansByThem() {
    assertThat(Reading.valid(Reading.SMALLEST).planOptions()).isEqualTo(PlanOptions.DEFAULT);
  }

  @Test
  void aHostWithoutSystemdSaysSoInOneLineOrInASection() {
    WorkerConfig shortForm = Reading.valid(Reading.SMALLEST + "supervisor: engine");
    assertThat(shortForm).isEqualTo(Reading.valid(Reading.SMALLEST + "supervisor: {kind: engine}"));
    assertThat(shortForm.planOptions().supervisor()).isEqualTo(PlanOptions.Supervisor.ENGINE);
  }

  @Test
  void aSectionWhoseKeysAreAllCommentedOutHasItsDefaults() {
    assertThat(Reading.valid(Reading.SMALLEST + "engine:\n  # callLimit: 5s\nlog:\nsupervisor:\n"))
        .isEqualTo(Reading.valid(Reading.SMALLEST));
  }

  @Test
  void severalBrokersCanBeOneText() {
    assertThat(Reading.valid("kafka: {bootstrap: 'a:1, b:2,c:3'}").kafka().bootstrap())
        .containsExactly("a:1", "b:2", "c:3");
  }

  @Test
  void anchorsSpareRepetition() {
    WorkerConfig config =
        Reading.valid(Reading.SMALLEST + "engine: {callLimit: &t 7s, pullLimit: *t}");
    assertThat(config.engine().pullLimit()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void secretsComeFromFilesAndTheEnvironment() throws IOException {
    Path password = Files.writeString(directory.resolve("password"), "pa$$\\1 ${env:NAME}\n");
    WorkerConfig config =
        Reading.with(Map.of("NAME", "worker"))
            .config(
                Reading.SMALLEST.replace(
                    "}",
                    ", properties: {sasl.jaas.config: 'x user=\"${env:NAME}\" password=\"${file:%s}\";'}}"
                        .formatted(password)));
    assertThat(config.kafka().properties().values())
        .containsEntry("sasl.jaas.config", "x user=\"worker\" password=\"pa$$\\\\1 ${env:NAME}\";");
    assertThat(config.kafka().properties().secrets())
        .contains("worker", "pa$$\\1 ${env:NAME}", "pa$$\\\\1 ${env:NAME}");
  }

  @Test
  void aPasswordReachesKafkaAsItIsWhateverIsInIt() throws IOException {
    String hard = "a\\tb\"c\\";
    Path password = Files.writeString(directory.resolve("password"), hard + "\n");
    String login =
        Reading.valid(
                Reading.SMALLEST.replace(
                    "}",
                    ", properties: {sasl.jaas.config: 'x required user=\"u\" password=\"${file:%s}\";'}}"
                        .formatted(password)))
            .kafka()
            .properties()
            .values()
            .get("sasl.jaas.config");

    assertThat(options(login)).isEqualTo(Map.of("user", "u", "password", hard));
  }

  @Test
  void aLoginThatIsWhollyInAFileIsTakenAsItStands() throws IOException {
    Path login = Files.writeString(directory.resolve("login"), "x required password=\"a\\\"b\";");
    String read =
        Reading.valid(
                Reading.SMALLEST.replace(
                    "}", ", properties: {sasl.jaas.config: '${file:%s}'}}".formatted(login)))
            .kafka()
            .properties()
            .values()
            .get("sasl.jaas.config");

    assertThat(options(read)).isEqualTo(Map.of("password", "a\"b"));
  }

  /// As Kafka's clients read them.
  private static Map<String, ?> options(String login) {
    return JaasContext.loadClientContext(Map.of("sasl.jaas.config", new Password(login)))
        .configurationEntries()
        .getFirst()
        .getOptions();
  }

  @Test
  void accountsForRegistriesStandInAFileOrInASystemdCredential() {
    assertThat(Reading.valid(Reading.SMALLEST).registries().authFile()).isNull();
    assertThat(Reading.valid(Reading.SMALLEST).status().address()).isEmpty();
    assertThat(
            Reading.valid(Reading.SMALLEST + "registries: {authFile: /etc/longshore/auth.json}")
                .registries()
                .authFile())
        .isEqualTo(Path.of("/etc/longshore/auth.json"));
    assertThat(
            Reading.with(Map.of("CREDENTIALS_DIRECTORY", "/run/credentials/x.service"))
                .config(Reading.SMALLEST + "registries: {credential: registries}")
                .registries()
                .authFile())
        .isEqualTo(Path.of("/run/credentials/x.service/registries"));
  }

  @Test
  void aConfigurationShowsNoSecret() {
    WorkerConfig config =
        Reading.with(Map.of("SECRET", "hunter2"))
            .config(
                """
                kafka:
                  bootstrap: [a:1]
                  properties:
                    ssl.key.password: hunter2
                    sasl.jaas.config: user hunter2
                    client.dns.lookup: ${env:SECRET}
                    sasl.oauthbearer.jwks.endpoint.url: https://me:hunter2@example/
                    security.protocol: SASL_SSL
                """);
    assertThat(config.toString())
        .doesNotContain("hunter2")
        .contains("security.protocol=SASL_SSL", "ssl.key.password=***");
  }

  @Test
  void thisMachineHasANameOfItsOwn() throws IOException {
    Path file = Files.writeString(directory.resolve("worker.yaml"), Reading.SMALLEST);
    String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    assertThat(ConfigReader.ofThisMachine().read(file))
        .isEqualTo(
            new ConfigResult.Valid(
                WorkerConfig.of(new HostName(name), KafkaSettings.at("kafka-1:9092"))));
  }
}

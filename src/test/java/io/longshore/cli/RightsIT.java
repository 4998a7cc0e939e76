package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.client.BrokerAccess;
import io.longshore.command.HostName;
import io.longshore.emulator.Behaviour;
import io.longshore.kafka.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Each with the rights that `docs/security.md` gives them and no others.
@Timeout(120)
class RightsIT {
  private static final HostName HOST = new HostName("web1");
  private static final HostName OTHER = new HostName("web10");
  private static final Behaviour AT_ONCE = new Behaviour(Duration.ZERO, Duration.ZERO, 0, 1);
  private static final String MODULE =
      "org.apache.kafka.common.security.plain.PlainLoginModule required ";

  @TempDir private Path directory;
  private EmbeddedBroker broker;

  @BeforeEach
  void start() throws Exception {
    broker =
        EmbeddedBroker.builder()
            .listen("127.0.0.1", 0)
            .listen("127.0.0.1", 0)
            .setting(
                "listener.security.protocol.map",
                "CONTROLLER:PLAINTEXT,CLIENTS0:PLAINTEXT,CLIENTS1:SASL_PLAINTEXT")
            .setting("sasl.enabled.mechanisms", "PLAIN")
            .setting(
                "listener.name.clients1.plain.sasl.jaas.config",
                MODULE
                    + "user_worker=\"w\" user_sender=\"s\" user_auditor=\"a\" user_coordinator=\"c\";")
            .setting(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
            .setting("super.users", "User:ANONYMOUS")
            .start();
    Typed made =
        Typed.withInput(
            "",
            InstantSource.system(),
            "topics",
            "--hosts=web1,web10",
            "--bootstrap=" + broker.listeners().getFirst());
    assertThat(made.exitCode()).as(made.errors()).isZero();
    grant();
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  private void grant() throws Exception {
    String commands = Topics.commands(HOST);
    String results = Topics.results(HOST);
    List<AclBinding> rights = new ArrayList<>();
    topic(rights, "worker", commands, AclOperation.READ, AclOperation.DESCRIBE_CONFIGS);
    topic(
        rights,
        "worker",
        results,
        AclOperation.READ,
        AclOperation.WRITE,
        AclOperation.DESCRIBE_CONFIGS);
    topic(rights, "worker", Topics.WORKERS, AclOperation.WRITE, AclOperation.DESCRIBE_CONFIGS);
    right(rights, "worker", ResourceType.GROUP, Topics.group(HOST), AclOperation.READ);
    String transactions = Topics.transactionalId(HOST);
    right(rights, "worker", ResourceType.TRANSACTIONAL_ID, transactions, AclOperation.WRITE);
    right(rights, "worker", ResourceType.TRANSACTIONAL_ID, transactions, AclOperation.DESCRIBE);
    topic(rights, "sender", commands, AclOperation.WRITE);
    topic(rights, "sender", results, AclOperation.READ);
    topic(rights, "auditor", commands, AclOperation.READ);
    topic(rights, "auditor", results, AclOperation.READ);
    right(rights, "auditor", ResourceType.GROUP, Topics.group(HOST), AclOperation.DESCRIBE);
    topic(rights, "coordinator", commands, AclOperation.READ, AclOperation.WRITE);
    topic(rights, "coordinator", results, AclOperation.READ);
    topic(rights, "coordinator", Topics.ROLLOUTS, AclOperation.READ, AclOperation.WRITE);
    String lead = "longshore-rollout/rights";
    right(rights, "coordinator", ResourceType.TRANSACTIONAL_ID, lead, AclOperation.WRITE);
    right(rights, "coordinator", ResourceType.TRANSACTIONAL_ID, lead, AclOperation.DESCRIBE);
    give(rights);
  }

  private void give(List<AclBinding> rights) throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", broker.listeners().getFirst().toString()))) {
      admin.createAcls(rights).all().get();
    }
  }

  private static void topic(
      List<AclBinding> rights, String who, String name, AclOperation... operations) {
    for (AclOperation operation : operations) {
      right(rights, who, ResourceType.TOPIC, name, operation);
    }
  }

  private static void right(
      List<AclBinding> rights, String who, ResourceType type, String name, AclOperation what) {
    rights.add(
        new AclBinding(
            new ResourcePattern(type, name, PatternType.LITERAL),
            new AccessControlEntry("User:" + who, "*", what, AclPermissionType.ALLOW)));
  }

  private static Map<String, String> login(String who) {
    return Map.of(
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        MODULE + "username=\"%s\" password=\"%s\";".formatted(who, who.substring(0, 1)));
  }

  private Typed type(String who, String... words) throws IOException {
    Path file = directory.resolve(who + ".properties");
    StringBuilder text = new StringBuilder();
    login(who).forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    Files.writeString(file, text);
    List<String> all = new ArrayList<>(Arrays.asList(words));
    all.add("--bootstrap=" + broker.listeners().getLast());
    all.add("--client-properties=" + file);
    return Typed.withInput("", InstantSource.system(), all.toArray(String[]::new));
  }

  @Test
  void eachCanDoTheirWorkAndNothingElse() throws Exception {
    BrokerAccess access =
        new BrokerAccess(broker.listeners().getLast().toString(), login("worker"));
    try (EmulatedHost _ = EmulatedHost.start(access, HOST, AT_ONCE)) {
      Typed sent =
          type("sender", "send", "--host=web1", "create_volume", "--name=data", "--wait=30s");
      assertThat(sent.exitCode()).as(sent.errors()).isZero();

      Typed verified = type("auditor", "audit", "verify");
      assertThat(verified.exitCode()).as(verified.errors() + verified.out()).isZero();
      assertThat(verified.out()).contains("1 commands", "0 pending", "no breach found");

      Path plan =
          Files.writeString(
              directory.resolve("rights.yaml"),
              """
              rollout: rights
              targets: {pattern: web1}
              commands:
                - action: create_volume
                  parameters: {name: more}
              """);
      Typed rolled = type("coordinator", "rollout", "run", plan.toString());
      assertThat(rolled.exitCode()).as(rolled.errors() + rolled.out()).isZero();
    }
    assertThat(type("sender", "send", "--host=" + OTHER, "create_volume", "--name=x").exitCode())
        .isEqualTo(ExitCode.UNAVAILABLE.number());
    assertThat(type("auditor", "send", "--host=web1", "create_volume", "--name=x").exitCode())
        .isEqualTo(ExitCode.UNAVAILABLE.number());
  }

  @Test
  void aHostThatACoordinatorMayNotWriteToFailsAlone() throws Exception {
    List<AclBinding> rights = new ArrayList<>();
    topic(rights, "coordinator", Topics.commands(OTHER), AclOperation.READ);
    topic(rights, "coordinator", Topics.results(OTHER), AclOperation.READ);
    give(rights);
    Path plan =
        Files.writeString(
            directory.resolve("rights.yaml"),
            """
            rollout: rights
            targets: {hosts: [web10, web1]}
            parallel: 2
            maxFailPercentage: 50
            commands:
              - action: create_volume
                parameters: {name: more}
            """);
    BrokerAccess access =
        new BrokerAccess(broker.listeners().getLast().toString(), login("worker"));
    try (EmulatedHost _ = EmulatedHost.start(access, HOST, AT_ONCE)) {
      Typed rolled = type("coordinator", "rollout", "run", plan.toString());

      assertThat(rolled.out() + rolled.errors())
          .contains("web10 failed: command 1: unknown_host, ", "web1 succeeded, changed");
      assertThat(rolled.exitCode()).isEqualTo(ExitCode.WITH_FAILURES.number());
    }
  }
}

package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.kafka.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
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
import org.junit.jupiter.api.io.TempDir;

/// A worker that may not write its status.
class WorkerWithoutRightsIT {
  private EmbeddedBroker broker;

  @TempDir private Path directory;

  @BeforeEach
  void start() {
    broker =
        EmbeddedBroker.builder()
            .setting(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
            .setting("allow.everyone.if.no.acl.found", "true")
            .start();
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void aWorkerThatMayNotWriteItsStatusSaysSoOnceAndWorks() throws Exception {
    forbid(Topics.WORKERS);
    try (WorkerChild worker = WorkerChild.start(config())) {
      worker.awaitLine("Worker ready");
      worker.awaitLine("status cannot be published");

      Typed typed =
          Typed.withInput(
              "",
              InstantSource.system(),
              "send",
              "--bootstrap",
              broker.bootstrapServers(),
              "--host",
              "mute",
              "create_volume",
              "--name",
              "data",
              "--not-after",
              "2026-01-01T00:00:00Z",
              "--wait=30s");
      assertThat(typed.exitCode()).as(typed.errors()).isEqualTo(71);

      worker.terminate();
      assertThat(worker.awaitExitCode()).isZero();
      assertThat(worker.lines())
          .noneMatch(line -> line.startsWith("\tat "))
          .filteredOn(line -> line.contains("status cannot be published"))
          .hasSize(1);
    }
  }

  private void forbid(String topic) throws Exception {
    AclBinding nobody =
        new AclBinding(
            new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
            new AccessControlEntry("User:*", "*", AclOperation.WRITE, AclPermissionType.DENY));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createAcls(List.of(nobody)).all().get();
    }
  }

  private Path config() throws IOException {
    return Files.writeString(
        directory.resolve("worker.yaml"),
        """
        host: mute
        kafka: {bootstrap: ['%s']}
        engine: {socket: %s}
        supervisor: {kind: engine}
        hostRoot: %s
        """
            .formatted(
                broker.bootstrapServers(),
                directory.resolve("no.sock"),
                directory.resolve("root")));
  }
}

package io.longshore.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

  @Test
  void everyListenerServesAndSendsItsClientsBackToItself() throws Exception {
    try (EmbeddedBroker broker =
        EmbeddedBroker.builder().listen("127.0.0.1", 0).listen("127.0.0.2", 0).start()) {
      for (Listener listener : broker.listeners()) {
        try (Admin admin = admin(listener.toString())) {
          assertThat(admin.describeCluster().nodes().get())
              .singleElement()
              .satisfies(node ->
                  assertThat(node.host() + ":" + node.port()).isEqualTo(listener.toString()));
        }
      }
    }
  }

  @Test
  void aGivenDirectoryKeepsTopicsOverARestart(@TempDir Path directory) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.builder().directory(directory).start();
        Admin admin = admin(broker.bootstrapServers())) {
      admin
          .createTopics(List.of(new NewTopic("kept", Optional.of(1), Optional.empty())))
          .all()
          .get();
    }
    try (EmbeddedBroker broker = EmbeddedBroker.builder().directory(directory).start();
        Admin admin = admin(broker.bootstrapServers())) {
      assertThat(admin.listTopics().names().get()).contains("kept");
    }
  }

  @Test
  void aDirectoryOfItsOwnIsGoneAfterwards() {
    Path directory;
    try (EmbeddedBroker broker = EmbeddedBroker.builder().start()) {
      directory = broker.directory();
      assertThat(directory).isDirectory();
    }
    assertThat(directory).doesNotExist();
  }

  @Test
  void aPortInUseIsToldInOneSentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () -> EmbeddedBroker.builder().listen("127.0.0.1", taken.getLocalPort()).start())
          .isInstanceOf(BrokerStartException.class)
          .hasMessageContaining("cannot listen on 127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("already in use");
    }
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsToldInOneSentence(@TempDir Path parent) throws Exception {
    Path file = Files.createFile(parent.resolve("file"));
    assertThatThrownBy(() -> EmbeddedBroker.builder().directory(file.resolve("log")).start())
        .isInstanceOf(BrokerStartException.class)
        .hasMessageContaining("cannot write to its directory " + file.resolve("log"));
  }

  @Test
  void aSecondBrokerIsKeptOutOfADirectoryInUse(@TempDir Path directory) {
    try (EmbeddedBroker first = EmbeddedBroker.builder().directory(directory).start()) {
      assertThatThrownBy(() -> EmbeddedBroker.builder().directory(first.directory()).start())
          .isInstanceOf(BrokerStartException.class)
          .hasMessageContaining("Another broker is using the directory");
    }
  }

  private static Admin admin(String bootstrap) {
    return Admin.create(Map.of("bootstrap.servers", bootstrap));
  }
}

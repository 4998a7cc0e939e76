package io.longshore.worker;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.testhost.Registries;
import io.longshore.testhost.TestFleet;
import io.longshore.testhost.TestHost;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// A worker between a real broker and a throwaway host's real Podman and systemd: Podman 4.3 on
/// `b`, 5.4 on `t`.
@ParameterizedClass
@ValueSource(strings = {"b", "t"})
@Timeout(900)
abstract class OnThrowawayHost {
  static final EmbeddedBroker BROKER = broker();
  static CommandDesk desk;
  static HostView view;
  static Registries registries;
  private static RunningWorker worker;

  @Parameter String hostName;

  @BeforeParameterizedClassInvocation
  static void open(String hostName) {
    TestHost host = TestFleet.shared().host(hostName);
    registries = TestFleet.shared().registries();
    view = new HostView(host);
    view.clean();
    worker = RunningWorker.start(RunningWorker.config(BROKER, hostName, host), host);
    desk = new CommandDesk(BROKER, hostName);
  }

  @AfterParameterizedClassInvocation
  static void close() throws InterruptedException {
    desk.close();
    worker.close();
    view.clean();
  }

  @BeforeEach
  void clean() {
    view.clean();
  }

  private static EmbeddedBroker broker() {
    EmbeddedBroker started = EmbeddedBroker.builder().start();
    Runtime.getRuntime().addShutdownHook(new Thread(started::close, "broker-down"));
    return started;
  }

  TestHost host() {
    return TestFleet.shared().host(hostName);
  }

  /// An image's name in the registry that wants no password.
  static String image(String repositoryAndTag) {
    return registries.http() + "/demo/" + repositoryAndTag;
  }
}

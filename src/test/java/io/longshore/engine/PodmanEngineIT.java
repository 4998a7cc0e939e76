package io.longshore.engine;

import io.longshore.testhost.TestFleet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/// The contract on the Podman of Debian 12 and of Debian 13.
class PodmanEngineIT {
  @Nested
  class Podman4 extends OnHost {
    Podman4() {
      super("b");
    }
  }

  @Nested
  class Podman5 extends OnHost {
    Podman5() {
      super("t");
    }
  }

  abstract static class OnHost implements ContainerEngineContract {
    private final String host;
    private PodmanFixture fixture;

    OnHost(String host) {
      this.host = host;
    }

    @BeforeEach
    void open() {
      fixture = new PodmanFixture(TestFleet.shared().host(host));
    }

    @AfterEach
    void close() {
      fixture.close();
    }

    @Override
    public EngineFixture fixture() {
      return fixture;
    }
  }
}

package io.longshore.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.ContainerName;
import io.longshore.engine.podman.PodmanEngine;
import io.longshore.engine.podman.PodmanSettings;
import io.longshore.testhost.TestFleet;
import io.longshore.testhost.TestHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// The reference leaves anonymous volumes behind (D30); a site may choose so, too.
@ParameterizedClass
@ValueSource(strings = {"b", "t"})
class PodmanAnonymousVolumesIT {
  @Parameter String hostName = "";
  private TestHost host;

  @BeforeEach
  void open() {
    host = TestFleet.shared().host(hostName);
  }

  @AfterEach
  void clean() {
    host.exec("sh", "-c", "podman rm -af -t 0; podman volume prune -f");
  }

  @Test
  void anonymousVolumesStayWhereTheyAreToldTo() {
    assertThat(volumesLeftBy(true)).isEmpty();
    assertThat(volumesLeftBy(false)).isNotEmpty();
  }

  private String volumesLeftBy(boolean removed) {
    host.exec("podman", "volume", "rm", "--all", "--force").orThrow();
    String image = PodmanFixture.TOOLS.text();
    host.exec("podman", "create", "--name", "volatile", "-v", "/data", image).orThrow();
    PodmanSettings settings = PodmanSettings.of(host.podmanSocket()).withAnonymousVolumes(removed);
    try (ContainerEngine engine = new PodmanEngine(settings)) {
      engine.containers().remove(new ContainerName("volatile"));
    }
    return host.exec("podman", "volume", "ls", "-q").stdout();
  }
}

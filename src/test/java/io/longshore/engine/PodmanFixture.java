package io.longshore.engine;

import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.ImageReference;
import io.longshore.engine.podman.PodmanEngine;
import io.longshore.engine.podman.PodmanSettings;
import io.longshore.testhost.TestFleet;
import io.longshore.testhost.TestHost;
import java.time.Duration;
import java.util.List;

/// Podman of a throwaway host.
final class PodmanFixture implements EngineFixture, AutoCloseable {
  static final ImageReference TOOLS = new ImageReference("localhost/demo/tools:1");
  private static final ImageReference OWN = new ImageReference("own.example/contract/own:1");

  private final TestHost host;
  private final ContainerEngine engine;

  PodmanFixture(TestHost host) {
    this.host = host;
    this.engine =
        new PodmanEngine(
            PodmanSettings.of(host.podmanSocket()).withCallLimit(Duration.ofSeconds(20)));
    clean();
    host.exec(
            "sh",
            "-c",
            "podman create --name own "
                + TOOLS
                + " && podman commit -q own "
                + OWN
                + " && podman rm own")
        .orThrow();
  }

  private void clean() {
    host.exec(
        "sh",
        "-c",
        "podman rm -af -t 0; podman volume prune -f; podman volume rm -af; podman rmi -f "
            + OWN
            + " "
            + publishedImage());
  }

  @Override
  public ContainerEngine engine() {
    return engine;
  }

  @Override
  public ContainerSpec service(ContainerName name) {
    return ContainerSpec.of(name, TOOLS);
  }

  @Override
  public ContainerSpec task(ContainerName name, int exitCode, String stdout, String stderr) {
    return withCommand(ContainerSpec.of(name, TOOLS), program(exitCode, stdout, stderr));
  }

  static ContainerSpec withCommand(ContainerSpec spec, List<String> command) {
    return new ContainerSpec(
        spec.name(),
        spec.image(),
        command,
        spec.environment(),
        spec.labels(),
        spec.tty(),
        spec.isolation(),
        spec.storage(),
        spec.dimensions(),
        spec.healthcheck(),
        spec.lifecycle(),
        spec.state());
  }

  @Override
  public List<String> program(int exitCode, String stdout, String stderr) {
    return List.of(
        "sh",
        "-c",
        "printf '%s' \"$1\"; printf '%s' \"$2\" >&2; exit " + exitCode,
        "sh",
        stdout,
        stderr);
  }

  @Override
  public List<String> endlessProgram() {
    return List.of("sleep", "3600");
  }

  @Override
  public ImageReference ownImage() {
    return OWN;
  }

  @Override
  public ImageReference publishedImage() {
    return new ImageReference(TestFleet.shared().registries().http() + "/demo/web:2");
  }

  @Override
  public ImageReference unpublishedImage() {
    return new ImageReference(TestFleet.shared().registries().http() + "/demo/web:404");
  }

  @Override
  public void close() {
    engine.close();
    clean();
  }
}

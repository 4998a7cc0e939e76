package io.longshore.bench;

import io.longshore.command.Command;
import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.Environment;
import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest;
import io.longshore.command.Isolation;
import io.longshore.command.Lifecycle;
import io.longshore.command.RestartPolicy;
import io.longshore.command.RunMode;
import io.longshore.command.Storage;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The commands that are measured.
final class Commands {
  static final ImageReference KOLLA = new ImageReference("localhost/demo/kolla:1");
  static final ImageReference TOOLS = new ImageReference("localhost/demo/tools:1");
  private static final Lifecycle SERVICE =
      new Lifecycle(
          RestartPolicy.UNLESS_STOPPED, 10, Duration.ofSeconds(120), Duration.ofSeconds(10));
  private static final Lifecycle ONCE =
      new Lifecycle(RestartPolicy.ONESHOT, 10, Duration.ofSeconds(120), Duration.ofSeconds(10));

  private Commands() {}

  static Command start(String name, ImageReference image) {
    return start(service(name, image));
  }

  static Command start(ContainerSpec spec) {
    return new Command.StartContainer(spec, ImageRequest.of(spec.image()), RunMode.DETACHED);
  }

  static Command recreateOrRestart(ContainerSpec spec) {
    return new Command.RecreateOrRestartContainer(
        spec, ImageRequest.of(spec.image()), RunMode.DETACHED);
  }

  static Command compare(String name, ImageReference image) {
    return new Command.CompareContainer(service(name, image));
  }

  static Command restart(String name) {
    return new Command.RestartContainer(new ContainerName(name), SERVICE, false);
  }

  /// Also one that is not there.
  static Command stop(String name) {
    return new Command.StopContainer(new ContainerName(name), SERVICE, true);
  }

  static Command remove(String name) {
    return new Command.RemoveContainer(new ContainerName(name), SERVICE);
  }

  static Command stopAndRemove(String name) {
    return new Command.StopAndRemoveContainer(new ContainerName(name), SERVICE);
  }

  /// Runs `true` to its end.
  static Command once(String name) {
    return new Command.StartContainer(
        spec(name, TOOLS, List.of("true"), "COPY_ALWAYS", "hello", ONCE),
        ImageRequest.of(TOOLS),
        new RunMode(false, true, false));
  }

  static ContainerSpec service(String name, ImageReference image) {
    return service(name, image, "COPY_ALWAYS", "hello");
  }

  /// @param strategy its `KOLLA_CONFIG_STRATEGY`
  /// @param greeting a variable's value, for containers that differ
  static ContainerSpec service(
      String name, ImageReference image, String strategy, String greeting) {
    return spec(name, image, null, strategy, greeting, SERVICE);
  }

  private static ContainerSpec spec(
      String name,
      ImageReference image,
      List<String> line,
      String strategy,
      String greeting,
      Lifecycle lifecycle) {
    ContainerSpec plain = ContainerSpec.of(new ContainerName(name), image);
    return new ContainerSpec(
        plain.name(),
        image,
        line,
        Environment.of(Map.of("KOLLA_CONFIG_STRATEGY", strategy, "GREETING", greeting)),
        Map.of("kolla_version", "1"),
        false,
        Isolation.DEFAULT,
        Storage.NONE,
        plain.dimensions(),
        null,
        lifecycle,
        plain.state());
  }
}

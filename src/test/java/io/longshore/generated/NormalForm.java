package io.longshore.generated;

import io.longshore.command.ContainerSpec;
import io.longshore.command.Lifecycle;
import io.longshore.command.Mount;
import io.longshore.command.RestartPolicy;
import io.longshore.command.Storage;
import io.longshore.command.Tmpfs;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// Makes specifications equal that mean the same although their parameters were written otherwise.
final class NormalForm {
  private NormalForm() {}

  static ContainerSpec of(ContainerSpec spec) {
    return new ContainerSpec(
        spec.name(),
        spec.image().withDefaultTag(),
        spec.commandLine(),
        spec.environment(),
        spec.labels(),
        spec.tty(),
        spec.isolation(),
        of(spec.storage()),
        spec.dimensions(),
        spec.healthcheck(),
        of(spec.lifecycle()),
        spec.state());
  }

  private static Storage of(Storage storage) {
    List<Mount> mounts =
        storage.volumes().stream()
            .map(NormalForm::of)
            .sorted(Comparator.comparing(mount -> mount.destination().text()))
            .toList();
    List<Tmpfs> tmpfs =
        storage.tmpfs().stream()
            .sorted(Comparator.comparing(file -> file.destination().text()))
            .toList();
    return new Storage(mounts, storage.volumesFrom(), tmpfs);
  }

  private static Mount of(Mount mount) {
    TreeSet<String> options = new TreeSet<>(mount.options());
    options.remove("rw");
    return new Mount(mount.kind(), mount.source(), mount.destination(), options);
  }

  /// A unit keeps a container in the same way under both policies.
  private static Lifecycle of(Lifecycle lifecycle) {
    return lifecycle.restartPolicy() == RestartPolicy.UNLESS_STOPPED
        ? new Lifecycle(
            RestartPolicy.ALWAYS,
            lifecycle.restartRetries(),
            lifecycle.clientTimeout(),
            lifecycle.gracefulTimeout())
        : lifecycle;
  }
}

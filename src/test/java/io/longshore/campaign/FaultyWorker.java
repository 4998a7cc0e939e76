package io.longshore.campaign;

import io.longshore.cli.WorkerArguments;
import io.longshore.cli.WorkerProcess;
import io.longshore.cli.Wrapping;
import io.longshore.engine.ContainerEngine;
import io.longshore.ledger.CommandSource;
import io.longshore.ledger.FirstResults;
import io.longshore.ledger.ResultPublisher;
import io.longshore.supervisor.ServiceManager;
import io.longshore.worker.WorkerAssembly;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/// The worker's own process, but for its ports, which pass [FaultPoints], and for a [PlantedBug]
/// when one is wanted.
///
/// `FaultyWorker CONFIG SPENT ARMED BUG SALT`
final class FaultyWorker implements Wrapping {
  /// Every point that changes something, publishes something, or waits for a process's end.
  static final String EFFECTS = "effects";

  /// Every point.
  static final String ALL = "all";

  /// None.
  static final String NOTHING = "nothing";

  private static final Set<String> EFFECTIVE =
      Set.of(
          "create",
          "start",
          "stop",
          "restart",
          "unpause",
          "rename",
          "remove",
          "removeByForce",
          "exec",
          "awaitExit",
          "pull",
          "install",
          "uninstall",
          "forget",
          "publish",
          "begin",
          "finish");

  /// Were all armed, each campaign would begin with the same: those that come first.
  private static final int ONE_IN = 5;

  private final FaultPoints points;
  private final PlantedBug bug;

  private FaultyWorker(FaultPoints points, PlantedBug bug) {
    this.points = points;
    this.bug = bug;
  }

  /// Runs the worker until it ends or is ended.
  ///
  /// @param arguments the configuration, the file of points that are spent, which points are armed
  ///   ([#EFFECTS], [#ALL], [#NOTHING] or one by its name), the name of a bug, and a number: of
  ///   many points it picks a few
  public static void main(String... arguments) {
    endWithCampaign();
    Predicate<String> armed = armed(arguments[2], Integer.parseInt(arguments[4]));
    FaultPoints points = new FaultPoints(armed, Path.of(arguments[1]));
    PlantedBug bug = PlantedBug.valueOf(arguments[3]);
    WorkerArguments worker = new WorkerArguments(Path.of(arguments[0]), false);
    System.exit(WorkerProcess.run(worker, new FaultyWorker(points, bug)));
  }

  /// The host is addressed by the id of a process: a worker that outlived its campaign would work
  /// on whatever host has that id next.
  private static void endWithCampaign() {
    Optional<ProcessHandle> campaign = ProcessHandle.current().parent();
    if (campaign.isPresent()) {
      CompletableFuture<Void> _ =
          campaign.get().onExit().thenRun(() -> Runtime.getRuntime().halt(FaultPoints.KILLED));
    }
  }

  private static Predicate<String> armed(String word, int salt) {
    Predicate<String> picked =
        point -> new Random(31L * point.hashCode() + salt).nextInt(ONE_IN) == 0;
    return switch (word) {
      case EFFECTS -> picked.and(FaultyWorker::isEffective);
      case ALL -> picked;
      case NOTHING -> _ -> false;
      default -> word::equals;
    };
  }

  private static boolean isEffective(String point) {
    return EFFECTIVE.contains(point.replaceAll("^\\w+\\.|[\\[ ].*$", ""));
  }

  @Override
  public ContainerEngine engine(ContainerEngine engine) {
    return bug.in(Watched.port(ContainerEngine.class, "engine", engine, points));
  }

  @Override
  public ServiceManager services(ServiceManager services) {
    return Watched.port(ServiceManager.class, "services", services, points);
  }

  @Override
  public WorkerAssembly.Log log(WorkerAssembly.Log log) {
    return new WorkerAssembly.Log(
        Watched.port(CommandSource.class, "source", log.source(), points),
        bug.in(Watched.port(ResultPublisher.class, "publisher", log.publisher(), points)),
        Watched.port(FirstResults.class, "firstResults", log.firstResults(), points),
        log.ledger(),
        log.offsets(),
        log.past());
  }
}

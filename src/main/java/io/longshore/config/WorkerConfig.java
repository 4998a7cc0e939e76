package io.longshore.config;

import io.longshore.command.HostName;
import io.longshore.logging.LogFormat;
import io.longshore.plan.PlanOptions;
import io.longshore.text.DurationText;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/// All that an operator can choose about a worker. `ops/worker.yaml` explains every key.
///
/// @param host the host's name, as it stands in topic names
/// @param kafka the broker
/// @param engine the container engine
/// @param registries where images come from
/// @param supervisor who keeps containers running
/// @param hostRoot the directory that is the host's `/`
/// @param lanes how much is done at a time
/// @param limits how much is taken in
/// @param actions what actions mean
/// @param shutdown how the worker ends
/// @param status where it tells over HTTP how it is
/// @param log what is logged, and how
public record WorkerConfig(
    HostName host,
    KafkaSettings kafka,
    Engine engine,
    Registries registries,
    SupervisorSettings supervisor,
    Path hostRoot,
    Lanes lanes,
    Limits limits,
    Actions actions,
    Shutdown shutdown,
    Status status,
    Log log) {
  /// By default the host is seen as it is.
  public static final Path DEFAULT_HOST_ROOT = Path.of("/");

  private static final int LONGEST_PATH = 4096;

  /// @throws InvalidSettingsException naming every value that breaks a rule
  public WorkerConfig {
    // Or a command that waited out an outage could come again when nobody knows it any more.
    String withinWindow =
        "less than kafka.dedupeWindow, " + DurationText.show(kafka.dedupeWindow());
    new Faults()
        .absolute("hostRoot", hostRoot, LONGEST_PATH)
        .check(
            engine.outageLimit.compareTo(kafka.dedupeWindow()) < 0,
            "engine/outageLimit",
            withinWindow,
            DurationText.show(engine.outageLimit))
        .check(
            engine.pullLimit.compareTo(kafka.dedupeWindow()) < 0,
            "engine/pullLimit",
            withinWindow,
            DurationText.show(engine.pullLimit))
        .throwIfAny();
  }

  /// A worker with defaults for all that has one.
  public static WorkerConfig of(HostName host, KafkaSettings kafka) {
    return new WorkerConfig(
        host,
        kafka,
        Engine.DEFAULT,
        Registries.DEFAULT,
        SupervisorSettings.Systemd.DEFAULT,
        DEFAULT_HOST_ROOT,
        Lanes.DEFAULT,
        Limits.DEFAULT,
        Actions.DEFAULT,
        Shutdown.DEFAULT,
        Status.DEFAULT,
        Log.DEFAULT);
  }

  /// What the planner needs to know.
  public PlanOptions planOptions() {
    PlanOptions.Supervisor kind =
        switch (supervisor) {
          case SupervisorSettings.Systemd _ -> PlanOptions.Supervisor.SYSTEMD;
          case SupervisorSettings.Engine _ -> PlanOptions.Supervisor.ENGINE;
        };
    return new PlanOptions(
        kind,
        actions.injectTimeZone,
        actions.missingConfigChecker == MissingConfigChecker.SAME,
        actions.ignoreNofileAndNproc,
        actions.acceptOlderUnits,
        actions.bindDirectories,
        actions.settle,
        new PlanOptions.Replacing(
            actions.recreateExited, actions.safeReplacement, actions.replacementSettle));
  }

  /// The container engine.
  ///
  /// @param socket libpod's unix socket, absolute, at most 107 bytes (the kernel's limit)
  /// @param callLimit the longest that the engine may take to answer an ordinary call, 1 s to 1 h
  /// @param pullLimit the longest that a pull may take, 1 s to 2 d
  /// @param outageLimit how long a command without a deadline waits for an engine or a systemd that
  ///   does not answer, 1 s to 30 d
  /// @param removeAnonymousVolumes whether a container's anonymous volumes go with it
  public record Engine(
      Path socket,
      Duration callLimit,
      Duration pullLimit,
      Duration outageLimit,
      boolean removeAnonymousVolumes) {
    /// Podman's own socket; calls of at most 120 s, the reference's client time-out.
    public static final Engine DEFAULT =
        new Engine(
            Path.of("/run/podman/podman.sock"),
            Duration.ofMinutes(2),
            Duration.ofHours(2),
            Duration.ofDays(1),
            true);

    private static final int LONGEST_SOCKET_PATH = 107;

    /// @throws InvalidSettingsException naming every value that breaks a rule
    public Engine {
      Duration least = Duration.ofSeconds(1);
      new Faults()
          .absolute("socket", socket, LONGEST_SOCKET_PATH)
          .within("callLimit", callLimit, least, Duration.ofHours(1))
          .within("pullLimit", pullLimit, least, Duration.ofDays(2))
          .within("outageLimit", outageLimit, least, Duration.ofDays(30))
          .throwIfAny();
    }
  }

  /// Where images come from.
  ///
  /// @param authFile accounts for registries in a file as containers-auth.json(5) describes it,
  ///   read at each pull whose command brings none; null: only those that Podman has of its own
  public record Registries(@Nullable Path authFile) {
    /// Only what Podman has of its own.
    public static final Registries DEFAULT = new Registries(null);

    /// @throws InvalidSettingsException naming every value that breaks a rule
    public Registries {
      if (authFile != null) {
        new Faults().absolute("authFile", authFile, LONGEST_PATH).throwIfAny();
      }
    }
  }

  /// How much is done at a time.
  ///
  /// @param mostInFlight commands taken and not yet answered, 1 to 10,000
  /// @param supersede whether a command that waits is answered as superseded when a later one for
  ///   the same resource makes it pointless
  public record Lanes(int mostInFlight, boolean supersede) {
    /// 256 commands, superseded where that is safe.
    public static final Lanes DEFAULT = new Lanes(256, true);

    /// @throws InvalidSettingsException naming every value that breaks a rule
    public Lanes {
      new Faults().within("mostInFlight", mostInFlight, 1, 10_000).throwIfAny();
    }
  }

  /// How much is taken in.
  ///
  /// @param maxCommandBytes the longest command message that is read, 1 KiB to 16 MiB; a longer one
  ///   is rejected
  public record Limits(int maxCommandBytes) {
    /// 1 MiB.
    public static final Limits DEFAULT = new Limits(1 << 20);

    /// @throws InvalidSettingsException naming every value that breaks a rule
    public Limits {
      new Faults().sizeWithin("maxCommandBytes", maxCommandBytes, 1 << 10, 1 << 24).throwIfAny();
    }
  }

  /// What actions mean; see [PlanOptions].
  ///
  /// @param prefixAuthRegistry whether `auth_registry` is put before an image name without a slash
  ///   (D08); false: it has no effect, as with the reference
  /// @param injectTimeZone whether every container gets the host's time zone as `TZ`
  /// @param missingConfigChecker what comparing an image without `kolla_set_configs` comes to
  /// @param ignoreNofileAndNproc whether these two limits are never compared
  /// @param acceptOlderUnits whether a unit text of an older Kolla release counts as up to date
  /// @param bindDirectories where missing sources of bind mounts are made: at or below these
  ///   absolute paths
  /// @param settle how long a started container must keep running before its start counts, 0 s to
  ///   10 min
  /// @param recreateExited whether a container that has ended is made anew, rather than started
  /// @param safeReplacement whether the old container is kept until the new one runs
  /// @param replacementSettle how long a container that replaces another must keep running, 0 s to
  ///   10 min
  public record Actions(
      boolean prefixAuthRegistry,
      boolean injectTimeZone,
      MissingConfigChecker missingConfigChecker,
      boolean ignoreNofileAndNproc,
      boolean acceptOlderUnits,
      List<String> bindDirectories,
      Duration settle,
      boolean recreateExited,
      boolean safeReplacement,
      Duration replacementSettle) {
    /// As [PlanOptions#DEFAULT].
    public static final Actions DEFAULT = of(PlanOptions.DEFAULT);

    private static Actions of(PlanOptions options) {
      return new Actions(
          true,
          options.injectTimeZone(),
          options.missingConfigCheckerIsSame()
              ? MissingConfigChecker.SAME
              : MissingConfigChecker.FAIL,
          options.ignoreNofileAndNproc(),
          options.acceptOlderUnits(),
          options.bindDirectories(),
          options.settle(),
          options.replacing().ofExited(),
          options.replacing().safely(),
          options.replacing().settle());
    }

    /// @throws InvalidSettingsException naming every value that breaks a rule
    public Actions {
      bindDirectories = List.copyOf(bindDirectories);
      Duration most = Duration.ofMinutes(10);
      Faults faults = new Faults();
      bindDirectories.forEach(
          path -> faults.absolute("bindDirectories", Path.of(path), LONGEST_PATH));
      faults
          .within("settle", settle, Duration.ZERO, most)
          .within("replacementSettle", replacementSettle, Duration.ZERO, most)
          .throwIfAny();
    }
  }

  /// What comparing an image without `kolla_set_configs` comes to.
  public enum MissingConfigChecker {
    /// The comparison fails.
    FAIL,
    /// The configuration counts as unchanged.
    SAME
  }

  /// How the worker ends.
  ///
  /// @param drain how long running commands may take to end by themselves when the worker is told
  ///   to end, 0 s to 1 h
  public record Shutdown(Duration drain) {
    /// 30 s.
    public static final Shutdown DEFAULT = new Shutdown(Duration.ofSeconds(30));

    /// @throws InvalidSettingsException naming every value that breaks a rule
    public Shutdown {
      new Faults().within("drain", drain, Duration.ZERO, Duration.ofHours(1)).throwIfAny();
    }
  }

  /// Where the worker tells over HTTP how it is.
  ///
  /// @param listen `address:port`, an IPv6 address in brackets; port 0: one that is free, which the
  ///   log tells; null: nowhere, the default, since no port is free on every machine and a page
  ///   nobody asked for need not be guarded
  public record Status(@Nullable String listen) {
    /// Nowhere.
    public static final Status DEFAULT = new Status(null);

    private static final Pattern ADDRESS =
        Pattern.compile("(\\[[0-9a-fA-F:.]+]|[a-zA-Z0-9._-]+):(\\d{1,5})");
    private static final int LAST_PORT = 65_535;

    /// @throws InvalidSettingsException naming every value that breaks a rule
    public Status {
      if (listen != null) {
        Matcher parts = ADDRESS.matcher(listen);
        boolean holds = parts.matches() && Integer.parseInt(parts.group(2)) <= LAST_PORT;
        new Faults()
            .check(holds, "listen", "an address such as 127.0.0.1:9464", "'" + listen + "'")
            .throwIfAny();
      }
    }

    /// Where to listen; empty when nowhere.
    public Optional<InetSocketAddress> address() {
      if (listen == null) {
        return Optional.empty();
      }
      int colon = listen.lastIndexOf(':');
      String host = listen.substring(0, colon);
      return Optional.of(
          new InetSocketAddress(host, Integer.parseInt(listen.substring(colon + 1))));
    }
  }

  /// What is logged, and how.
  ///
  /// @param format how a line looks
  /// @param level the least that Longshore's own lines must matter to be written
  public record Log(LogFormat format, Level level) {
    /// Readable lines from INFO on.
    public static final Log DEFAULT = new Log(LogFormat.CONSOLE, Level.INFO);
  }
}

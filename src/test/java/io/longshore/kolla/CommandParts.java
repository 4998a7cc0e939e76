package io.longshore.kolla;

import io.longshore.command.Command;
import io.longshore.command.ContainerSpec;
import io.longshore.command.ImageRequest;
import io.longshore.command.Lifecycle;
import io.longshore.command.RunMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The part of a command that each parameter's name stands for.
final class CommandParts {
  private static final Map<String, Part> PARTS = parts();

  /// The parameters that have a part.
  static final Set<String> NAMES = PARTS.keySet();

  private CommandParts() {}

  /// Reads a part; null where nothing is asked for.
  private interface Part extends Function<Command, @Nullable Object> {}

  /// The part; null where nothing is asked for.
  ///
  /// @throws AssertionError when such a command has no such part
  static @Nullable Object of(String name, Command command) {
    return PARTS.get(name).apply(command);
  }

  private static Map<String, Part> parts() {
    Map<String, Part> parts = new HashMap<>();
    putContainer(parts);
    putIsolationAndStorage(parts);
    putLifecycle(parts);
    putRequest(parts);
    parts.put("name", command -> command.resource().key().replaceFirst("^[a-z]+/", ""));
    parts.put("image", CommandParts::image);
    parts.put("detach", command -> mode(command).detach());
    parts.put("remove_on_exit", command -> mode(command).removeOnExit());
    parts.put("ignore_missing", CommandParts::ignoreMissing);
    return Map.copyOf(parts);
  }

  private static void putContainer(Map<String, Part> parts) {
    parts.put("environment", command -> spec(command).environment());
    parts.put("labels", command -> spec(command).labels());
    parts.put(
        "command",
        command -> {
          List<String> words = spec(command).commandLine();
          return words == null ? List.of() : words;
        });
    parts.put("tty", command -> spec(command).tty());
    parts.put("dimensions", command -> spec(command).dimensions());
    parts.put("healthcheck", command -> spec(command).healthcheck());
    parts.put("state", command -> spec(command).state());
  }

  private static void putIsolationAndStorage(Map<String, Part> parts) {
    parts.put("privileged", command -> spec(command).isolation().privileged());
    parts.put("cap_add", command -> spec(command).isolation().addedCapabilities());
    parts.put("security_opt", command -> spec(command).isolation().securityOptions());
    parts.put("ipc_mode", command -> spec(command).isolation().ipcMode());
    parts.put("pid_mode", command -> spec(command).isolation().pidMode());
    parts.put("cgroupns_mode", command -> spec(command).isolation().cgroupMode());
    parts.put("volumes", command -> Set.copyOf(spec(command).storage().volumes()));
    parts.put("volumes_from", command -> spec(command).storage().volumesFrom());
    parts.put("tmpfs", command -> Set.copyOf(spec(command).storage().tmpfs()));
  }

  private static void putLifecycle(Map<String, Part> parts) {
    parts.put("restart_policy", command -> lifecycle(command).restartPolicy());
    parts.put("restart_retries", command -> lifecycle(command).restartRetries());
    parts.put("client_timeout", command -> lifecycle(command).clientTimeout());
    parts.put("graceful_timeout", command -> lifecycle(command).gracefulTimeout());
  }

  private static void putRequest(Map<String, Part> parts) {
    // Not asked for, the host decides, which the reference does not let it.
    parts.put("tls_verify", command -> Boolean.TRUE.equals(request(command).tlsVerify()));
    parts.put("auth_username", command -> ofAccount(command, ImageRequest.Credentials::username));
    parts.put("auth_password", command -> ofAccount(command, ImageRequest.Credentials::password));
  }

  private static ContainerSpec spec(Command command) {
    if (command instanceof Command.WithSpec with) {
      return with.spec();
    }
    throw noPart(command, "specification of a container");
  }

  private static Lifecycle lifecycle(Command command) {
    return switch (command) {
      case Command.WithSpec with -> with.spec().lifecycle();
      case Command.RestartContainer restart -> restart.lifecycle();
      case Command.StopContainer stop -> stop.lifecycle();
      case Command.StopAndRemoveContainer stop -> stop.lifecycle();
      case Command.RemoveContainer remove -> remove.lifecycle();
      default -> throw noPart(command, "lifecycle");
    };
  }

  private static RunMode mode(Command command) {
    return switch (command) {
      case Command.StartContainer start -> start.mode();
      case Command.RecreateOrRestartContainer recreate -> recreate.mode();
      default -> throw noPart(command, "run to an end");
    };
  }

  private static boolean ignoreMissing(Command command) {
    if (command instanceof Command.StopContainer stop) {
      return stop.ignoreMissing();
    }
    throw noPart(command, "ignore_missing");
  }

  private static ImageRequest request(Command command) {
    return switch (command) {
      case Command.PullImage pull -> pull.request();
      case Command.EnsureImage ensure -> ensure.request();
      case Command.StartContainer start -> start.request();
      case Command.RecreateOrRestartContainer recreate -> recreate.request();
      default -> throw noPart(command, "request for an image");
    };
  }

  private static @Nullable String ofAccount(
      Command command, Function<ImageRequest.Credentials, String> part) {
    ImageRequest.Credentials credentials = request(command).credentials();
    return credentials == null ? null : part.apply(credentials);
  }

  private static String image(Command command) {
    return switch (command) {
      case Command.WithSpec with -> with.spec().image().text();
      case Command.CompareImage compare -> compare.image().text();
      case Command.OnImage other -> other.image().text();
      default -> throw noPart(command, "image");
    };
  }

  private static AssertionError noPart(Command command, String what) {
    return new AssertionError(command + " has no " + what);
  }
}

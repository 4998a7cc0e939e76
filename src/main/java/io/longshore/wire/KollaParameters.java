package io.longshore.wire;

import io.longshore.command.Capability;
import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import io.longshore.command.DesiredState;
import io.longshore.command.Dimensions;
import io.longshore.command.Healthcheck;
import io.longshore.command.ImageReference;
import io.longshore.command.Mount;
import io.longshore.command.MountPath;
import io.longshore.command.NamespaceMode;
import io.longshore.command.ProcessUser;
import io.longshore.command.RestartPolicy;
import io.longshore.command.SecurityOption;
import io.longshore.command.Storage;
import io.longshore.command.Tmpfs;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Kolla-Ansible's parameters, under its names and with its choices; those of `exec` and of the
/// commands about the host are Longshore's own.
final class KollaParameters {
  private static final Map<String, Parameter<?>> ALL = new LinkedHashMap<>();

  /// Several only where facts are asked for.
  static final Parameter<List<ContainerName>> NAME =
      open("name", Readers.oneOrMany(ContainerName::new));

  static final Parameter<ImageReference> IMAGE = open("image", Readers.value(ImageReference::new));
  static final Parameter<List<String>> COMMAND = open("command", Readers::commandLine);
  static final Parameter<Map<String, String>> ENVIRONMENT =
      open("environment", Readers::environment);
  static final Parameter<Map<String, String>> LABELS = closed("labels", Readers::map);
  static final Parameter<Boolean> TTY = closed("tty", Scalars::bool);

  static final Parameter<Boolean> PRIVILEGED = closed("privileged", Scalars::bool);
  static final Parameter<List<Capability>> CAP_ADD =
      closed("cap_add", Readers.list(Capability::new));
  static final Parameter<List<SecurityOption>> SECURITY_OPT =
      closed("security_opt", Readers::securityOptions);
  static final Parameter<NamespaceMode> IPC_MODE =
      open(
          "ipc_mode",
          Readers.modeOrNothing(
              NamespaceMode.HOST, NamespaceMode.PRIVATE, NamespaceMode.SHAREABLE));
  static final Parameter<NamespaceMode> PID_MODE =
      open("pid_mode", Readers.modeOrNothing(NamespaceMode.HOST, NamespaceMode.PRIVATE));
  static final Parameter<NamespaceMode> CGROUPNS_MODE =
      open("cgroupns_mode", Readers.mode(NamespaceMode.PRIVATE, NamespaceMode.HOST));

  static final Parameter<List<Mount>> VOLUMES = open("volumes", Readers.list(Mount::parse));
  static final Parameter<List<String>> VOLUMES_FROM =
      open("volumes_from", Readers.list(Storage::donor));
  static final Parameter<List<Tmpfs>> TMPFS = open("tmpfs", Readers.list(Tmpfs::parse));
  static final Parameter<Dimensions> DIMENSIONS = closed("dimensions", DimensionsReader::read);
  static final Parameter<Healthcheck> HEALTHCHECK = open("healthcheck", HealthcheckReader::read);

  static final Parameter<RestartPolicy> RESTART_POLICY =
      open(
          "restart_policy",
          Readers.choice(
              RestartPolicy::named, "no", "on-failure", "oneshot", "always", "unless-stopped"));
  static final Parameter<Integer> RESTART_RETRIES = open("restart_retries", Readers.integer(0));
  static final Parameter<Integer> CLIENT_TIMEOUT = open("client_timeout", Readers.integer(1));
  static final Parameter<Integer> GRACEFUL_TIMEOUT = open("graceful_timeout", Readers.integer(0));
  static final Parameter<DesiredState> STATE =
      closed("state", Readers.choice(DesiredState::named, "running", "exited", "paused"));
  static final Parameter<Boolean> DETACH = closed("detach", Scalars::bool);
  static final Parameter<Boolean> REMOVE_ON_EXIT = closed("remove_on_exit", Scalars::bool);
  static final Parameter<Boolean> IGNORE_MISSING = closed("ignore_missing", Scalars::bool);

  static final Parameter<String> AUTH_REGISTRY = open("auth_registry", Scalars::text);
  static final Parameter<String> AUTH_USERNAME = open("auth_username", Scalars::text);
  static final Parameter<String> AUTH_PASSWORD =
      open("auth_password", (where, problems) -> Scalars.text(where.asSecret(), problems));
  static final Parameter<Boolean> TLS_VERIFY = closed("tls_verify", Scalars::bool);

  static final Parameter<FactsArguments> ARGS = closed("args", FactsArguments::read);
  static final Parameter<ProcessUser> USER =
      closed("user", Readers.valueOrNothing(ProcessUser::new));
  static final Parameter<MountPath> WORKDIR =
      closed("workdir", Readers.valueOrNothing(MountPath::new));
  static final Parameter<CommandId> COMMAND_ID =
      closed("command_id", Readers.value(CommandId::new));
  static final Parameter<Duration> DURATION = closed("duration", Durations::read);

  static {
    // Accepted because deployments send them, and without effect, as in the reference's Podman
    // worker.
    for (String name : List.of("auth_email", "tls_cert", "tls_key", "tls_cacert", "api_version")) {
      open(name, Scalars::text);
    }
    open(
        "container_engine",
        Readers.choice(word -> Optional.of(word).filter("podman"::equals), "podman"));
  }

  private KollaParameters() {}

  /// The parameter of that name; empty when there is none.
  static Optional<Parameter<?>> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /// All names.
  static Set<String> names() {
    return ALL.keySet();
  }

  private static <T> Parameter<T> open(String name, Parameter.Reader<T> reader) {
    return register(new Parameter<>(name, true, reader));
  }

  private static <T> Parameter<T> closed(String name, Parameter.Reader<T> reader) {
    return register(new Parameter<>(name, false, reader));
  }

  private static <T> Parameter<T> register(Parameter<T> parameter) {
    ALL.put(parameter.name(), parameter);
    return parameter;
  }
}

package io.longshore.config;

import io.longshore.command.HostName;
import io.longshore.command.InvalidValueException;
import io.longshore.config.WorkerConfig.Actions;
import io.longshore.config.WorkerConfig.Engine;
import io.longshore.config.WorkerConfig.Lanes;
import io.longshore.config.WorkerConfig.Limits;
import io.longshore.config.WorkerConfig.Log;
import io.longshore.config.WorkerConfig.MissingConfigChecker;
import io.longshore.config.WorkerConfig.Shutdown;
import io.longshore.config.WorkerConfig.Status;
import io.longshore.logging.LogFormat;
import io.longshore.plan.PlanOptions.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads a worker's configuration file and tells everything that is wrong with it at once.
public final class ConfigReader {
  private static final Path KERNEL_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  /// Stands in for a value that is wrong, so that reading can go on; no result ever holds it.
  private static final KafkaSettings PLACEHOLDER = KafkaSettings.at("missing:1");

  private static final String HOST_EXPECTED =
      "a host name of at most 200 letters, digits, dots, dashes and underscores, starting with a letter or digit";

  private final Supplier<Optional<String>> machineName;
  private final Function<String, @Nullable String> environment;
  private final References references;

  /// @param machineName the machine's own host name, nothing when it cannot be told; asked only
  ///   when the file has none
  /// @param environment the value of an environment variable, null when it is not set
  public ConfigReader(
      Supplier<Optional<String>> machineName, Function<String, @Nullable String> environment) {
    this.machineName = machineName;
    this.environment = environment;
    this.references = new References(environment);
  }

  /// A reader that knows this machine's name and this process's environment.
  public static ConfigReader ofThisMachine() {
    return new ConfigReader(ConfigReader::kernelHostName, System::getenv);
  }

  /// Reads the file, and the files that it refers to. Absence and unreadable text are problems,
  /// too.
  public ConfigResult read(Path file) {
    Problems problems = new Problems();
    Optional<WorkerConfig> config =
        YamlFile.read(file, problems).map(document -> config(Section.of("", document, problems)));
    return config.isPresent() && problems.isEmpty()
        ? new ConfigResult.Valid(config.get())
        : new ConfigResult.Invalid(problems.byLine());
  }

  private WorkerConfig config(Section root) {
    HostName host = host(root);
    KafkaSettings kafka = kafka(root.section("kafka"));
    Engine engine = engine(root.section("engine"));
    WorkerConfig.Registries registries =
        new RegistriesReader(environment).read(root.section("registries"));
    SupervisorSettings supervisor = supervisor(root);
    Path hostRoot = root.path("hostRoot", WorkerConfig.DEFAULT_HOST_ROOT);
    Lanes lanes = lanes(root.section("lanes"));
    Limits limits = limits(root.section("limits"));
    Actions actions = actions(root.section("actions"));
    Shutdown shutdown = shutdown(root.section("shutdown"));
    Status status = status(root.section("status"));
    Log log = log(root.section("log"));
    return root.build(
        WorkerConfig.of(host, PLACEHOLDER),
        () ->
            new WorkerConfig(
                host,
                kafka,
                engine,
                registries,
                supervisor,
                hostRoot,
                lanes,
                limits,
                actions,
                shutdown,
                status,
                log));
  }

  private HostName host(Section root) {
    HostName placeholder = new HostName("missing");
    if (root.has("host")) {
      return root.value(
          "host",
          HOST_EXPECTED,
          placeholder,
          node -> Nodes.text(node).flatMap(ConfigReader::hostName));
    }
    Optional<String> machine = machineName.get();
    Optional<HostName> host = machine.flatMap(ConfigReader::hostName);
    if (host.isEmpty()) {
      root.addProblem(
          "host",
          HOST_EXPECTED,
          "none, and the machine's own is "
              + machine.map(name -> "'" + name + "'").orElse("unknown"));
    }
    return host.orElse(placeholder);
  }

  private static Optional<HostName> hostName(String text) {
    try {
      return Optional.of(new HostName(text));
    } catch (InvalidValueException _) {
      return Optional.empty();
    }
  }

  private KafkaSettings kafka(Section section) {
    return section.build(
        PLACEHOLDER,
        () ->
            new KafkaSettings(
                section.required(
                    "bootstrap", "a list of host:port", PLACEHOLDER.bootstrap(), Nodes::texts),
                properties(section.section("properties")),
                section.flag("createTopics", PLACEHOLDER.createTopics()),
                section.whole("replicationFactor", PLACEHOLDER.replicationFactor()),
                section.duration("dedupeWindow", PLACEHOLDER.dedupeWindow())));
  }

  private ClientProperties properties(Section section) {
    Map<String, String> values = new HashMap<>();
    Set<String> secrets = new HashSet<>();
    section.all().forEach((name, node) -> addProperty(section, name, node, values, secrets));
    return new ClientProperties(values, secrets);
  }

  private void addProperty(
      Section section, String name, Node node, Map<String, String> values, Set<String> secrets) {
    if (KafkaSettings.RESERVED.contains(name)) {
      section.addProblem(name, KafkaSettings.NOT_RESERVED, "one");
      return;
    }
    Optional<String> text = Nodes.anyScalar(node);
    if (text.isEmpty()) {
      section.addProblem(name, "a text, number or boolean", Nodes.shown(node));
      return;
    }
    References.Resolution resolution =
        name.endsWith("sasl.jaas.config")
            ? references.resolveJaas(text.get())
            : references.resolve(text.get());
    resolution
        .unresolved()
        .forEach(problem -> section.addPassing(name, problem.expected(), problem.got()));
    values.put(name, resolution.text());
    secrets.addAll(resolution.secrets());
  }

  private static Engine engine(Section section) {
    Engine defaults = Engine.DEFAULT;
    return section.build(
        defaults,
        () ->
            new Engine(
                section.path("socket", defaults.socket()),
                section.duration("callLimit", defaults.callLimit()),
                section.duration("pullLimit", defaults.pullLimit()),
                section.duration("outageLimit", defaults.outageLimit()),
                section.flag("removeAnonymousVolumes", defaults.removeAnonymousVolumes())));
  }

  /// `supervisor: engine` is short for a section with only its `kind`.
  private static SupervisorSettings supervisor(Section root) {
    if (root.hasText("supervisor")) {
      Supervisor kind = root.choice("supervisor", Supervisor.values(), Supervisor.SYSTEMD);
      return kind == Supervisor.ENGINE
          ? new SupervisorSettings.Engine()
          : SupervisorSettings.Systemd.DEFAULT;
    }
    Section section = root.section("supervisor");
    return switch (section.choice("kind", Supervisor.values(), Supervisor.SYSTEMD)) {
      case ENGINE -> section.build(new SupervisorSettings.Engine(), SupervisorSettings.Engine::new);
      case SYSTEMD -> systemd(section);
    };
  }

  private static SupervisorSettings systemd(Section section) {
    SupervisorSettings.Systemd defaults = SupervisorSettings.Systemd.DEFAULT;
    return section.build(
        defaults,
        () ->
            new SupervisorSettings.Systemd(
                section.text("bus", defaults.bus()),
                section.path("unitDirectory", defaults.unitDirectory()),
                section.duration("callLimit", defaults.callLimit()),
                section.duration("reloadLimit", defaults.reloadLimit())));
  }

  private static Lanes lanes(Section section) {
    return section.build(
        Lanes.DEFAULT,
        () ->
            new Lanes(
                section.whole("mostInFlight", Lanes.DEFAULT.mostInFlight()),
                section.flag("supersede", Lanes.DEFAULT.supersede())));
  }

  private static Limits limits(Section section) {
    return section.build(
        Limits.DEFAULT,
        () -> new Limits(section.size("maxCommandBytes", Limits.DEFAULT.maxCommandBytes())));
  }

  private static Actions actions(Section section) {
    Actions defaults = Actions.DEFAULT;
    return section.build(
        defaults,
        () ->
            new Actions(
                section.flag("prefixAuthRegistry", defaults.prefixAuthRegistry()),
                section.flag("injectTimeZone", defaults.injectTimeZone()),
                section.choice(
                    "missingConfigChecker",
                    MissingConfigChecker.values(),
                    defaults.missingConfigChecker()),
                section.flag("ignoreNofileAndNproc", defaults.ignoreNofileAndNproc()),
                section.flag("acceptOlderUnits", defaults.acceptOlderUnits()),
                section.value(
                    "bindDirectories",
                    "a list of absolute paths",
                    defaults.bindDirectories(),
                    Section::paths),
                section.duration("settle", defaults.settle()),
                section.flag("recreateExited", defaults.recreateExited()),
                section.flag("safeReplacement", defaults.safeReplacement()),
                section.duration("replacementSettle", defaults.replacementSettle())));
  }

  private static Shutdown shutdown(Section section) {
    return section.build(
        Shutdown.DEFAULT, () -> new Shutdown(section.duration("drain", Shutdown.DEFAULT.drain())));
  }

  private static Status status(Section section) {
    Optional<String> listen =
        section.optional("listen", "an address such as 127.0.0.1:9464", Nodes::text);
    return section.build(Status.DEFAULT, () -> new Status(listen.orElse(null)));
  }

  private static Log log(Section section) {
    Log defaults = Log.DEFAULT;
    return section.build(
        defaults,
        () ->
            new Log(
                section.choice("format", LogFormat.values(), defaults.format()),
                section.choice("level", Level.values(), defaults.level())));
  }

  private static Optional<String> kernelHostName() {
    try {
      return Optional.of(Files.readString(KERNEL_HOST_NAME).strip());
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}

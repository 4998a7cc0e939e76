package io.longshore.cli;

import io.longshore.cli.text.TerminalText;
import io.longshore.command.HostName;
import io.longshore.command.InvalidValueException;
import io.longshore.inventory.HostPattern;
import io.longshore.inventory.Inventory;
import io.longshore.inventory.InventoryException;
import io.longshore.inventory.InventoryFile;
import io.longshore.rollout.RolloutId;
import io.longshore.rollout.RolloutPlan;
import io.longshore.text.ReadFailure;
import io.longshore.wire.RolloutPlanReader;
import io.longshore.wire.RolloutPlanReading;
import io.longshore.wire.RolloutPlanReading.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A plan of a rollout as a file.
///
/// @param plan what it says
/// @param document the file's content, with its targets as a list
record RolloutFile(RolloutPlan plan, ObjectNode document) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /// The file cannot be used. Says everything that is wrong with it.
  static final class InvalidException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<Fault> faults;

    InvalidException(List<Fault> faults) {
      super("the plan has " + faults.size() + " faults");
      this.faults = List.copyOf(faults);
    }

    List<Fault> faults() {
      return faults;
    }
  }

  /// Reads a plan.
  ///
  /// @param name a path, or `-` for standard input
  /// @param known asks the broker which hosts there are; used only for a pattern without an
  ///   inventory
  /// @throws InvalidException when it breaks a rule
  /// @throws CliException when it cannot be read
  static RolloutFile read(
      String name, InputStream standardInput, Supplier<Collection<HostName>> known) {
    return read(name, standardInput, known, _ -> Optional.empty());
  }

  /// The same of one that may have been begun.
  ///
  /// @param begun tells the hosts of a rollout that was: a pattern stands for them, whatever it
  ///   would match now
  static RolloutFile read(
      String name,
      InputStream standardInput,
      Supplier<Collection<HostName>> known,
      Function<RolloutId, Optional<List<HostName>>> begun) {
    List<ObjectNode> documents = CommandFile.read(name, standardInput);
    if (documents.size() != 1) {
      throw new CliException(
          ExitCode.REJECTED,
          "%s holds %d documents where one plan was expected"
              .formatted(TerminalText.line(name), documents.size()));
    }
    ObjectNode document = documents.getFirst();
    if (document.path("targets") instanceof ObjectNode targets && targets.has("pattern")) {
      refuse(RolloutPlanReader.faultsOfPattern(document));
      List<HostName> hosts =
          id(document).flatMap(begun).orElseGet(() -> resolved(targets, directory(name), known));
      document.set("targets", list(hosts));
    }
    return switch (RolloutPlanReader.read(document)) {
      case RolloutPlanReading.Valid(RolloutPlan plan) -> new RolloutFile(plan, document);
      case RolloutPlanReading.Invalid(List<Fault> faults) -> throw new InvalidException(faults);
    };
  }

  private static void refuse(List<Fault> faults) {
    if (!faults.isEmpty()) {
      throw new InvalidException(faults);
    }
  }

  private static @Nullable Path directory(String name) {
    return Path.of(name).toAbsolutePath().getParent();
  }

  /// Empty when it is none, which reading the plan tells.
  private static Optional<RolloutId> id(ObjectNode document) {
    try {
      return Optional.of(new RolloutId(document.path("rollout").asString("")));
    } catch (InvalidValueException refused) {
      return Optional.empty();
    }
  }

  private static ObjectNode list(List<HostName> hosts) {
    ObjectNode targets = JSON.createObjectNode();
    ArrayNode list = targets.putArray("hosts");
    hosts.forEach(host -> list.add(host.text()));
    return targets;
  }

  private static List<HostName> resolved(
      ObjectNode targets, @Nullable Path directory, Supplier<Collection<HostName>> known) {
    String file = targets.path("inventory").asString("");
    Inventory inventory = file.isEmpty() ? Inventory.of(known.get()) : inventory(directory, file);
    try {
      return List.copyOf(HostPattern.of(targets.path("pattern").asString("")).in(inventory));
    } catch (InventoryException refused) {
      throw fault("/targets/pattern", refused.getMessage());
    }
  }

  private static Inventory inventory(@Nullable Path directory, String file) {
    Path path = directory == null ? Path.of(file) : directory.resolve(file);
    try {
      return InventoryFile.read(file, Files.readString(path));
    } catch (InventoryException refused) {
      throw fault("/targets/inventory", refused.getMessage());
    } catch (IOException unreadable) {
      throw fault("/targets/inventory", "cannot read the file: " + ReadFailure.words(unreadable));
    }
  }

  private static InvalidException fault(String pointer, String words) {
    return new InvalidException(List.of(new Fault(pointer, words)));
  }
}

package io.longshore.cli;

import io.longshore.cli.text.TerminalText;
import io.longshore.command.HostName;
import io.longshore.inventory.HostPattern;
import io.longshore.inventory.Inventory;
import io.longshore.inventory.InventoryException;
import io.longshore.inventory.InventoryFile;
import io.longshore.text.ReadFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.SequencedSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags that say which hosts are meant, where it may be several.
final class TargetOptions {
  private static final String HOSTS = "--hosts";

  @Option(
      names = HOSTS,
      paramLabel = "PATTERN",
      description =
          "Send it to each of these hosts: names, groups and wildcards as in Ansible (web01,web02; 'web*:!web07'; "
              + "'compute:&rack3'). Without --inventory, of the hosts that have topics on the broker.")
  private @Nullable String hosts;

  @Option(
      names = {"-i", "--inventory"},
      paramLabel = "FILE",
      description =
          "An Ansible inventory that --hosts is about: YAML (.yml, .yaml, .json) or INI. Variables are passed over.")
  private @Nullable Path inventory;

  /// Whether the flags say anything.
  boolean given() {
    return hosts != null || inventory != null;
  }

  /// The hosts that are meant.
  ///
  /// @param known asks the broker which hosts there are; used only without an inventory
  /// @throws CliException when the inventory cannot be read, or the pattern means no host
  SequencedSet<HostName> hosts(Supplier<Collection<HostName>> known) {
    if (hosts == null) {
      throw new CliException(
          ExitCode.USAGE, "--inventory needs --hosts: which of its hosts? (--hosts all)");
    }
    Inventory all = inventory == null ? Inventory.of(known.get()) : read(inventory);
    try {
      return HostPattern.of(hosts).in(all);
    } catch (InventoryException refused) {
      String where = inventory == null ? "" : " in " + TerminalText.line(inventory.toString());
      throw new CliException(
          ExitCode.USAGE, HOSTS + ": " + TerminalText.line(refused.getMessage()) + where, refused);
    }
  }

  private static Inventory read(Path file) {
    try {
      return InventoryFile.read(file.toString(), Files.readString(file));
    } catch (InventoryException refused) {
      throw new CliException(ExitCode.REJECTED, TerminalText.line(refused.getMessage()), refused);
    } catch (IOException unreadable) {
      throw new CliException(
          ExitCode.FILE,
          "cannot read the inventory %s: %s"
              .formatted(TerminalText.line(file.toString()), ReadFailure.words(unreadable)),
          unreadable);
    }
  }
}

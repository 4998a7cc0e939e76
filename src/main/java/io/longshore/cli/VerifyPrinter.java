package io.longshore.cli;

import io.longshore.audit.Breach;
import io.longshore.audit.Counts;
import io.longshore.audit.Findings;
import io.longshore.cli.text.TerminalText;
import io.longshore.command.HostName;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Prints what a verification finds: a line for each breach, for each message that has no answer
/// yet where that is asked for, for each host, and for all.
final class VerifyPrinter implements Findings {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final PrintWriter out;
  private final boolean json;
  private final boolean withPending;

  VerifyPrinter(PrintWriter out, boolean json, boolean withPending) {
    this.out = out;
    this.json = json;
    this.withPending = withPending;
  }

  @Override
  public void breach(Breach breach) {
    print(json ? MAPPER.writeValueAsString(toJson(breach)) : text(breach));
  }

  @Override
  public void pending(HostName host, String commandId, long command) {
    if (withPending) {
      ObjectNode node =
          MAPPER
              .createObjectNode()
              .put("kind", "pending")
              .put("host", host.text())
              .put("commandId", commandId)
              .put("commandOffset", command);
      print(
          json
              ? MAPPER.writeValueAsString(node)
              : "%s  pending  %s  command %d: has no answer yet"
                  .formatted(host, commandId, command));
    }
  }

  /// @param head the digest of the newest result; null when there is none
  void host(HostName host, Counts counts, @Nullable String head) {
    if (json) {
      ObjectNode node = MAPPER.createObjectNode().put("kind", "host").put("host", host.text());
      put(node, counts);
      print(MAPPER.writeValueAsString(head == null ? node : node.put("head", head)));
    } else {
      print(host + ": " + text(counts) + (head == null ? "" : "; head " + head));
    }
  }

  /// @param unverified those of the hosts whose topics were not both there
  void total(int hosts, Counts counts, List<HostName> unverified) {
    List<String> names = unverified.stream().map(HostName::text).toList();
    if (json) {
      ObjectNode node = MAPPER.createObjectNode().put("kind", "total").put("hosts", hosts);
      put(node, counts);
      ArrayNode array = node.putArray("unverified");
      names.forEach(array::add);
      print(MAPPER.writeValueAsString(node));
    } else {
      print(
          "%d %s: %s%s"
              .formatted(
                  hosts,
                  hosts == 1 ? "host" : "hosts",
                  counts.breaches() == 0 ? "no breach found" : text(counts),
                  names.isEmpty() ? "" : "; NOT VERIFIED: " + String.join(",", names)));
    }
    out.flush();
  }

  private static String text(Breach breach) {
    List<String> words = new ArrayList<>(List.of(breach.host().text(), breach.kind().wireName()));
    if (breach.commandId() != null) {
      words.add(breach.commandId());
    }
    if (breach.command() != null) {
      words.add("command " + breach.command());
    }
    if (breach.result() != null) {
      words.add("result " + breach.result());
    }
    return String.join("  ", words) + ": " + breach.what() + " — " + breach.kind().meaning();
  }

  private static ObjectNode toJson(Breach breach) {
    ObjectNode node =
        MAPPER
            .createObjectNode()
            .put("kind", "breach")
            .put("host", breach.host().text())
            .put("breach", breach.kind().wireName());
    if (breach.commandId() != null) {
      node.put("commandId", breach.commandId());
    }
    if (breach.command() != null) {
      node.put("commandOffset", breach.command());
    }
    if (breach.result() != null) {
      node.put("resultOffset", breach.result());
    }
    return node.put("what", breach.what()).put("meaning", breach.kind().meaning());
  }

  private static String text(Counts counts) {
    return "%d commands, %d repeats, %d results (%d of older commands), %d pending, %d breaches"
        .formatted(
            counts.commands(),
            counts.repeats(),
            counts.results(),
            counts.older(),
            counts.pending(),
            counts.breaches());
  }

  private static void put(ObjectNode node, Counts counts) {
    node.put("commands", counts.commands())
        .put("repeats", counts.repeats())
        .put("results", counts.results())
        .put("older", counts.older())
        .put("unchained", counts.unchained())
        .put("pending", counts.pending())
        .put("breaches", counts.breaches());
  }

  private void print(String line) {
    out.println(json ? TerminalText.json(line) : TerminalText.line(line));
  }
}

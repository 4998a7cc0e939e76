package io.longshore.wire;

import io.longshore.command.HostName;
import io.longshore.command.InvalidValueException;
import io.longshore.rollout.BatchSize;
import io.longshore.rollout.Budget;
import io.longshore.rollout.Deadlines;
import io.longshore.rollout.Pause;
import io.longshore.rollout.Reversal;
import io.longshore.rollout.RolloutId;
import io.longshore.rollout.RolloutPlan;
import io.longshore.rollout.Step;
import io.longshore.rollout.Target;
import io.longshore.rollout.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Reads the plan of a rollout from a document of `schemas/rollout.schema.json` whose targets are a
/// list of hosts. Every command is read for every host as its worker would, so that what a worker
/// would refuse is known before anything is sent.
public final class RolloutPlanReader {
  private static final int DEFAULT_PARALLEL = 20;
  private static final int MOST_PARALLEL = 1000;
  private static final Duration HOST_DEADLINE = Duration.ofMinutes(15);
  private static final Duration WHOLE_DEADLINE = Duration.ofDays(1);

  private final RolloutMembers root;
  private final Problems problems = new Problems();

  private RolloutPlanReader(JsonNode document) {
    this.root = new RolloutMembers(Located.root(document), problems);
  }

  /// The plan, or all that is wrong. It is read as it will be again from the topic, where a number
  /// may be spelled otherwise than in a file: both have to give the same plan.
  public static RolloutPlanReading read(JsonNode document) {
    try {
      JsonNode published = published(document);
      return new RolloutPlanReader(published).reading(published, true);
    } catch (StrictJson.NotJsonException unwritable) {
      return new RolloutPlanReading.Invalid(
          List.of(new RolloutPlanReading.Fault("", unwritable.getMessage())));
    }
  }

  private static JsonNode published(JsonNode document) throws StrictJson.NotJsonException {
    JsonNode event = JsonNodeFactory.instance.objectNode().set("plan", document);
    return StrictJson.read(CommandEncoder.bytes(event)).path("plan");
  }

  /// The plan of a rollout that was begun: what is checked of a new one was checked then, and a
  /// later version that is stricter must not keep it from going on.
  static RolloutPlanReading readAgain(JsonNode document) {
    return new RolloutPlanReader(document).reading(document, false);
  }

  /// What is wrong beside the pattern of targets, which whoever reads a file replaces by hosts: it
  /// would be gone by the time the plan is read.
  public static List<RolloutPlanReading.Fault> faultsOfPattern(JsonNode document) {
    RolloutPlanReader reader = new RolloutPlanReader(document);
    RolloutMembers targets = reader.root.member("targets");
    targets.refuseUnknown("hosts", "pattern", "inventory");
    if (targets.has("hosts")) {
      targets.problem("hosts", "either hosts or pattern expected");
    }
    return reader.faults();
  }

  private RolloutPlanReading reading(JsonNode document, boolean isNew) {
    RolloutPlan plan = document.isObject() ? plan() : null;
    problems.addUnknown(OfRollouts.SCHEMA.check(document));
    if (plan != null && isNew && problems.none()) {
      checkNew(plan);
    }
    return plan != null && problems.none()
        ? new RolloutPlanReading.Valid(plan)
        : new RolloutPlanReading.Invalid(faults());
  }

  private List<RolloutPlanReading.Fault> faults() {
    return problems.all().stream()
        .map(problem -> new RolloutPlanReading.Fault(problem.pointer(), problem.text()))
        .toList();
  }

  private void checkNew(RolloutPlan plan) {
    refuseSecondPauses(plan.pauses());
    refuseNoTime(plan.deadlines());
    RolloutGateReader.checkNew(root, plan.gate());
    RolloutCommandCheck.check(plan, problems);
  }

  private void refuseNoTime(Deadlines deadlines) {
    if (deadlines.host().isZero()) {
      root.member("deadlines").problem("host", RolloutMembers.SOME_TIME);
    }
    if (deadlines.whole().isZero()) {
      root.member("deadlines").problem("whole", RolloutMembers.SOME_TIME);
    }
  }

  /// Only the first would be kept to.
  private void refuseSecondPauses(List<Pause> pauses) {
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < pauses.size(); i++) {
      int batch = pauses.get(i).afterBatch();
      if (!seen.add(batch)) {
        root.items("pauses")
            .get(i)
            .problem("afterBatch", "each batch once expected, got " + batch + " again");
      }
    }
  }

  private @Nullable RolloutPlan plan() {
    root.refuseUnknown(
        "rollout",
        "targets",
        "variables",
        "hostVariables",
        "commands",
        "batches",
        "parallel",
        "maxFailPercentage",
        "maxFailures",
        "deadlines",
        "pauses",
        "gate",
        "onBreach",
        "revert",
        "windows");
    RolloutId id = root.required("rollout", Readers.value(RolloutId::new));
    List<Target> targets = targets();
    List<Step> work = RolloutStepReader.steps(root, "commands");
    if (work.isEmpty()) {
      root.problem("commands", "a list of at least one command expected");
    }
    List<BatchSize> batches = batches();
    RolloutPlan plan =
        new RolloutPlan(
            id == null ? new RolloutId("unnamed") : id,
            targets,
            work,
            batches,
            root.whole("parallel", 1, MOST_PARALLEL, DEFAULT_PARALLEL),
            budget(),
            deadlines(),
            pauses(),
            RolloutGateReader.gate(root),
            reversal(),
            windows());
    if (problems.none()) {
      checkPauses(plan);
    }
    return plan;
  }

  private List<Target> targets() {
    Map<String, String> all = root.texts("variables");
    RolloutMembers ofHosts = root.member("hostVariables");
    Set<HostName> seen = new LinkedHashSet<>();
    List<Target> targets = new ArrayList<>();
    for (RolloutMembers item : root.member("targets").items("hosts")) {
      HostName host = item.value(Readers.value(HostName::new));
      if (host != null && !seen.add(host)) {
        item.problem("each host once expected, got " + host + " again");
      } else if (host != null) {
        Map<String, String> variables = new HashMap<>(all);
        variables.putAll(ofHosts.texts(host.text()));
        targets.add(new Target(host, variables));
      }
    }
    refuseStrangers(ofHosts, seen);
    if (targets.isEmpty()) {
      root.member("targets").problem("hosts", "a list of at least one host expected");
    }
    return targets;
  }

  private static void refuseStrangers(RolloutMembers ofHosts, Set<HostName> targets) {
    for (String name : ofHosts.names()) {
      if (targets.stream().noneMatch(host -> host.text().equals(name))) {
        ofHosts.problem(name, "a host among the targets expected");
      }
    }
  }

  private List<BatchSize> batches() {
    List<BatchSize> sizes = new ArrayList<>();
    for (RolloutMembers item : root.items("batches")) {
      try {
        sizes.add(BatchSize.parse(item.node().asString("")));
      } catch (InvalidValueException refused) {
        item.problem(refused.getMessage());
      }
    }
    return sizes.isEmpty() ? List.of(new BatchSize(100, true)) : sizes;
  }

  private Budget budget() {
    Integer percentage = root.optionalWhole("maxFailPercentage", 0, 100);
    Integer failures = root.optionalWhole("maxFailures", 0, Integer.MAX_VALUE);
    return percentage == null && failures == null ? Budget.NONE : new Budget(percentage, failures);
  }

  private Deadlines deadlines() {
    RolloutMembers section = root.member("deadlines");
    section.refuseUnknown("host", "whole");
    return new Deadlines(
        section.duration("host", HOST_DEADLINE), section.duration("whole", WHOLE_DEADLINE));
  }

  private List<Pause> pauses() {
    List<Pause> pauses = new ArrayList<>();
    for (RolloutMembers item : root.items("pauses")) {
      item.refuseUnknown("afterBatch", "for");
      Integer batch = item.optionalWhole("afterBatch", 1, Integer.MAX_VALUE);
      if (batch == null) {
        item.problem("afterBatch", "the number of a batch, from 1, expected");
      } else {
        pauses.add(new Pause(batch, item.optionalDuration("for")));
      }
    }
    return pauses;
  }

  private void checkPauses(RolloutPlan plan) {
    int batches = plan.batchSizes().size();
    for (int i = 0; i < plan.pauses().size(); i++) {
      if (plan.pauses().get(i).afterBatch() >= batches) {
        root.items("pauses")
            .get(i)
            .problem(
                "afterBatch",
                "a batch before the last expected; there are " + batches + " batches");
      }
    }
  }

  private Reversal reversal() {
    String word = root.word("onBreach", List.of("halt", "revert"), "halt");
    boolean onBreach = word.equals("revert");
    if (root.node().path("revert").isString()) {
      root.word("revert", List.of("before"), "before");
      return new Reversal(onBreach, new Reversal.Way.AsBefore());
    }
    List<Step> steps = RolloutStepReader.steps(root, "revert");
    if (onBreach && steps.isEmpty()) {
      root.problem(
          "revert",
          "the commands that bring a host back, or before, expected, because of onBreach");
    }
    return new Reversal(onBreach, steps);
  }

  private List<Window> windows() {
    List<Window> windows = new ArrayList<>();
    for (RolloutMembers item : root.items("windows")) {
      Window window = RolloutWindowReader.window(item);
      if (window != null) {
        windows.add(window);
      }
    }
    return windows;
  }

  private static final class OfRollouts {
    static final MessageSchema SCHEMA = MessageSchema.read("rollout.schema.json");
  }
}

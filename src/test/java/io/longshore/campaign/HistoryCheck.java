package io.longshore.campaign;

import io.longshore.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Goes through all commands in their order with a model of each resource, and compares: what each
/// says of `changed`, how often each service's process was started, and what is there at the end.
final class HistoryCheck {
  private final Evidence evidence;
  private final Map<String, ServiceModel> services = new HashMap<>();
  private final Map<String, PresenceModel> things = new HashMap<>();
  private final Set<String> unsettled = new HashSet<>();
  private final List<Violation> violations = new ArrayList<>();

  private HistoryCheck(Evidence evidence) {
    this.evidence = evidence;
  }

  static List<Violation> of(Evidence evidence) {
    HistoryCheck check = new HistoryCheck(evidence);
    Map<String, Event.Finished> results = evidence.results();
    evidence.commands().values().stream()
        .filter(asked -> results.containsKey(asked.id()))
        .forEach(asked -> check.follow(asked, results.get(asked.id())));
    check.starts();
    check.leftOver();
    check.present();
    return check.violations;
  }

  private void follow(Asked asked, Event.Finished result) {
    if (!EffectCheck.mayHaveTouched(result)) {
      compare(asked, result, false);
    } else if (asked.writesALine()) {
      follow(asked, result, unsettled);
    } else if (Workload.SERVICES.contains(asked.name())) {
      services
          .computeIfAbsent(asked.name(), _ -> new ServiceModel())
          .follow(asked, EffectCheck.succeeded(result))
          .ifPresent(changed -> compare(asked, result, changed));
    } else if (asked.key().startsWith("volume/") || asked.key().startsWith("image/")) {
      things
          .computeIfAbsent(asked.key(), _ -> new PresenceModel())
          .follow(asked.action(), EffectCheck.succeeded(result))
          .ifPresent(changed -> compare(asked, result, changed));
    }
  }

  /// A task that failed may have been left as it was; the next of its name replaces it.
  private void follow(Asked asked, Event.Finished result, Set<String> leftAsTheyAre) {
    if (EffectCheck.succeeded(result)) {
      leftAsTheyAre.remove(asked.name());
      compare(asked, result, true);
    } else {
      leftAsTheyAre.add(asked.name());
    }
  }

  private void compare(Asked asked, Event.Finished result, boolean changed) {
    if (result.report().changed() != changed) {
      violations.add(
          new Violation(
              Violation.Kind.WRONG_CHANGED,
              asked.id()
                  + " ("
                  + asked.action()
                  + " "
                  + asked.key()
                  + ") says changed="
                  + result.report().changed()
                  + " after "
                  + result.attempts()
                  + " attempts"));
    }
  }

  private void starts() {
    Map<String, Integer> found = new HashMap<>();
    evidence.effects().stream()
        .filter(effect -> effect.kind().equals("start"))
        .forEach(effect -> found.merge(effect.container(), 1, Integer::sum));
    services.forEach((name, model) -> {
      int number = found.getOrDefault(name, 0);
      if (number > model.mostStarts()) {
        add(Violation.Kind.EFFECT_DOUBLED, name, number, model);
      } else if (number < model.fewestStarts()) {
        add(Violation.Kind.EFFECT_MISSING, name, number, model);
      }
    });
  }

  private void add(Violation.Kind kind, String name, int number, ServiceModel model) {
    violations.add(
        new Violation(
            kind,
            "%s was started %d times, and by its results %d to %d"
                .formatted(name, number, model.fewestStarts(), model.mostStarts())));
  }

  private void leftOver() {
    for (Evidence.Seen seen : evidence.containers()) {
      String name = seen.name().replaceFirst("\\.longshore-.*", "");
      ServiceModel model = services.get(name);
      boolean explained =
          Workload.TOOLS.contains(seen.name())
              || unsettled.contains(name)
              || (model != null && model.allows(seen, seen.name().equals(name)));
      if (!explained) {
        violations.add(
            new Violation(
                model == null || !seen.name().equals(name)
                    ? Violation.Kind.LEFT_OVER
                    : Violation.Kind.WRONG_STATE,
                seen + ", by its results " + (model == null ? "not there" : model)));
      }
    }
  }

  /// What has to be there and is not.
  private void present() {
    Set<String> seen = new HashSet<>();
    evidence.containers().forEach(container -> seen.add("container/" + container.name()));
    evidence.volumes().forEach(volume -> seen.add("volume/" + volume));
    services.forEach((name, model) -> {
      if (model.mustBeThere() && !seen.contains("container/" + name)) {
        violations.add(new Violation(Violation.Kind.WRONG_STATE, name + " is not there"));
      }
    });
    things.forEach((key, model) -> {
      if (key.startsWith("volume/") && model.contradicts(seen.contains(key))) {
        violations.add(
            new Violation(Violation.Kind.WRONG_STATE, key + " is there: " + seen.contains(key)));
      }
    });
  }
}

package io.longshore.plan;

import io.longshore.command.ContainerSpec;
import io.longshore.kolla.CaseCommand;
import io.longshore.kolla.CaseSituation;
import io.longshore.kolla.KollaCase;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Parameters as a caller writes them and a container as the engine shows it, both as JSON with
/// single quotes, so that a test shows what it is about and nothing else.
final class Situation {
  private static final JsonMapper JSON = JsonMapper.shared();
  private final ObjectNode line = JSON.createObjectNode().put("id", "situation");
  private PlanOptions options = PlanOptions.DEFAULT;

  private Situation(String params) {
    line.set("params", read(params));
    line.putObject("current");
  }

  static Situation asking(String params) {
    return new Situation(params);
  }

  /// The container as inspect shows it.
  Situation of(String container) {
    return with("container", container);
  }

  Situation with(String member, String document) {
    ((ObjectNode) line.path("current")).set(member, read(document));
    return this;
  }

  Situation onEngine(String version) {
    ((ObjectNode) line.path("current")).put("engine", version);
    return this;
  }

  /// The container carries the record of what these parameters ask for.
  Situation madeAs(String params) {
    ObjectNode config =
        ((ObjectNode) line.path("current").path("container")).withObjectProperty("Config");
    ObjectNode annotations = config.putObject("Annotations");
    recordOf(params).forEach(annotations::put);
    return this;
  }

  Situation under(PlanOptions other) {
    options = other;
    return this;
  }

  Comparison.Compared compared() {
    return Comparison.of(spec(), CaseSituation.of(KollaCase.of(line)), options);
  }

  /// What differs in one aspect, as `current -> desired`.
  Optional<String> difference(String aspect) {
    return compared().differences().stream()
        .filter(difference -> difference.aspect().equals(aspect))
        .map(difference -> difference.current() + " -> " + difference.desired())
        .findFirst();
  }

  ContainerSpec spec() {
    return CaseCommand.spec(KollaCase.of(line));
  }

  private static Map<String, String> recordOf(String params) {
    ContainerSpec spec = asking(params).spec();
    return SpecRecord.of(
            spec.withEnvironment(DesiredEnvironment.of(spec, "UTC", PlanOptions.DEFAULT)))
        .annotations();
  }

  private static JsonNode read(String text) {
    return JSON.readTree(text.replace('\'', '"'));
  }
}

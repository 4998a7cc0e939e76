package io.longshore.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The schema that editors use and the reader that the worker uses know the same keys and shapes.
class ConfigSchemaTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final JsonNode SCHEMA = schema();
  private static final Schema VALIDATOR =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(SCHEMA);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka: {bootstrap: [a:1]}",
        "kafka: {bootstrap: 'a:1, b:2'}",
        "kafka: {bootstrap: ['[fe80::1%eth0]:9092']}",
        "kafka: {bootstrap: ['[::1]:9092'], properties: {linger.ms: 5, x: true, y: text}}",
        "kafka: {bootstrap: a:1, properties: }",
        "kafka: {bootstrap: a:1, dedupeWindow: PT36H}",
        "kafka: {bootstrap: a:1}\nengine:\nlanes:\nlimits:\nactions:\nshutdown:\nlog:\nsupervisor:",
        "kafka: {bootstrap: a:1}\nsupervisor: engine",
        "kafka: {bootstrap: a:1}\nsupervisor: {kind: engine}",
        "kafka: {bootstrap: a:1}\nsupervisor: {bus: 'unix:path=/x'}",
        "kafka: {bootstrap: a:1}\nlimits: {maxCommandBytes: 4096}",
        "kafka: {bootstrap: a:1}\nlimits: {maxCommandBytes: '4096'}",
        "kafka: {bootstrap: a:1}\nshutdown: {drain: 1500ms}",
        "kafka: {bootstrap: a:1}\nregistries:",
        "kafka: {bootstrap: a:1}\nstatus:",
        "kafka: {bootstrap: a:1}\nstatus: {listen: '127.0.0.1:9464'}",
        "kafka: {bootstrap: a:1}\nstatus: {listen: '[::1]:0'}",
        "kafka: {bootstrap: a:1}\nregistries: {authFile: /etc/longshore/auth.json}",
      })
  void bothAcceptAGoodFile(String yaml) {
    assertThat(VALIDATOR.validate(tree(yaml))).isEmpty();
    assertThat(Reading.with(Map.of()).read(yaml)).isInstanceOf(ConfigResult.Valid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "log: {}",
        "kafka: {}",
        "kafka:",
        "[]",
        "kafka: {bootstrap: []}",
        "kafka: {bootstrap: [a]}",
        "kafka: {bootstrap: a:1}\nstatus: {listen: 9464}",
        "kafka: {bootstrap: a:1}\nstatus: {listen: ':9464'}",
        "kafka: {bootstrap: a:1}\nstatus: {listen: '[fe80::1%eth0]:9464'}",
        "kafka: {bootstrap: a}",
        "kafka: {bootstrap: 5}",
        "kafka: {bootstrap: [5]}",
        "kafka: {bootstrap: a:1, properties: {acks: all}}",
        "kafka: {bootstrap: a:1, properties: {a: {b: c}}}",
        "kafka: {bootstrap: a:1, properties: {a: }}",
        "kafka: {bootstrap: a:1, replicationFactor: -1}",
        "kafka: {bootstrap: a:1, dedupeWindow: 7}",
        "kafka: {bootstrap: a:1, dedupeWindow: 7 d}",
        "kafka: {bootstrap: a:1, dedupeWindow: P}",
        "kafka: {bootstrap: a:1, dedupeWindow: PT}",
        "kafka: {bootstrap: a:1, dedupeWindow: pt5s}",
        "kafka: {bootstrap: a:1}\nhost: 5",
        "kafka: {bootstrap: a:1}\nhost: a/b",
        "kafka: {bootstrap: a:1}\nhostRoot: host",
        "kafka: {bootstrap: a:1}\nengine: {socket: podman.sock}",
        "kafka: {bootstrap: a:1}\nengine: {callLimit: }",
        "kafka: {bootstrap: a:1}\nsupervisor: docker",
        "kafka: {bootstrap: a:1}\nsupervisor: {kind: engine, bus: 'unix:path=/x'}",
        "kafka: {bootstrap: a:1}\nsupervisor: {bus: 'tcp:host=x'}",
        "kafka: {bootstrap: a:1}\nlanes: {mostInFlight: 1.5}",
        "kafka: {bootstrap: a:1}\nlanes: {mostInFlight: 10001}",
        "kafka: {bootstrap: a:1}\nlimits: {maxCommandBytes: 1023}",
        "kafka: {bootstrap: a:1}\nlimits: {maxCommandBytes: 1MB}",
        "kafka: {bootstrap: a:1}\nlog: {level: INFO}",
        "kafka: {bootstrap: a:1}\nregistries: {authFile: auth.json}",
        "kafka: {bootstrap: a:1}\nregistries: {credential: ''}",
        "kafka: {bootstrap: a:1}\nregistries: {credential: ../x}",
        "kafka: {bootstrap: a:1}\nregistries: {credential: x, authFile: /x}",
      })
  void bothRefuseABadFile(String yaml) {
    assertThat(VALIDATOR.validate(tree(yaml))).isNotEmpty();
    assertThat(Reading.with(Map.of()).read(yaml)).isInstanceOf(ConfigResult.Invalid.class);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void bothKnowEveryKeyAndRefuseAListInItsPlace(String pointer) {
    String yaml = JSON.writeValueAsString(withValueAt(pointer, List.of(List.of(1))));
    assertThat(VALIDATOR.validate(tree(yaml))).isNotEmpty();
    assertThat(Reading.problems(yaml)).extracting(Problem::pointer).containsOnly(pointer);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void bothRefuseAKeyThatIsMisspelt(String pointer) {
    String yaml = JSON.writeValueAsString(withValueAt(pointer + "x", "1s"));
    String key = pointer.substring(pointer.lastIndexOf('/') + 1);
    assertThat(VALIDATOR.validate(tree(yaml))).isNotEmpty();
    assertThat(Reading.problems(yaml)).extracting(Problem::nearest).contains(key);
  }

  @Test
  void theReaderKnowsNoKeyThatTheSchemaDoesNot() {
    Set<String> told = new HashSet<>();
    for (Problem problem :
        Reading.problems(
            "{q1: , kafka: {q2: , bootstrap: a:1}, engine: {q3: }, supervisor: {q4: }, lanes: {q5: }, limits: {q6: }, actions: {q7: }, shutdown: {q8: }, log: {q9: }, registries: {q10: }, status: {q11: }}")) {
      String section = problem.pointer().substring(0, problem.pointer().lastIndexOf('/') + 1);
      Stream.of(problem.expected().substring("one of ".length()).split(", "))
          .map(key -> section + key)
          .forEach(told::add);
    }
    assertThat(told).containsExactlyInAnyOrderElementsOf(keys().toList());
  }

  @Test
  void theSchemaTellsTheDefaultsThatTheReaderHas() {
    for (String pointer : keys().toList()) {
      JsonNode wanted = schemaOf(pointer).get("default");
      if (wanted != null) {
        String yaml = JSON.writeValueAsString(withValueAt(pointer, wanted));
        assertThat(Reading.valid(yaml))
            .as(pointer)
            .isEqualTo(Reading.valid("kafka: {bootstrap: a:1}"));
      }
    }
  }

  @Test
  void bothReserveTheSameProperties() {
    Set<String> reserved = new HashSet<>();
    SCHEMA
        .at("/properties/kafka/properties/properties/propertyNames/not/enum")
        .forEach(name -> reserved.add(name.stringValue()));
    assertThat(reserved).isEqualTo(KafkaSettings.RESERVED);
  }

  @Test
  void theExampleFitsTheSchemaAndHasEveryKey() throws IOException {
    String example = Files.readString(Path.of("ops/worker.yaml"));
    assertThat(VALIDATOR.validate(tree(example))).isEmpty();
    JsonNode everyKey = tree(example.replaceAll("# (host|authFile|credential|listen):", "$1:"));
    assertThat(keys())
        .allSatisfy(
            pointer -> assertThat(everyKey.at(pointer).isMissingNode()).as(pointer).isFalse());
  }

  /// The pointers of all keys of a configuration, sections and values.
  static Stream<String> keys() {
    List<String> pointers = new ArrayList<>();
    SCHEMA.get("properties").propertyNames().forEach(name -> pointers.add("/" + name));
    for (String section : List.copyOf(pointers)) {
      JsonNode inner = schemaOf(section);
      JsonNode keys =
          inner.has("oneOf")
              ? inner.get("oneOf").get(3).get("properties")
              : inner.path("properties");
      keys.propertyNames().forEach(name -> pointers.add(section + "/" + name));
    }
    return pointers.stream();
  }

  private static JsonNode schemaOf(String pointer) {
    JsonNode found = SCHEMA.at(pointer.replace("/", "/properties/"));
    return found.isMissingNode()
        ? SCHEMA.at(
            "/properties/supervisor/oneOf/3"
                + pointer.replace("/supervisor", "").replace("/", "/properties/"))
        : found;
  }

  private static Map<String, Object> withValueAt(String pointer, Object value) {
    Map<String, Object> kafka = new HashMap<>(Map.of("bootstrap", "a:1"));
    Map<String, Object> root = new HashMap<>(Map.of("kafka", kafka));
    int inner = pointer.indexOf('/', 1);
    String name = pointer.substring(inner + 1);
    if (inner < 0) {
      root.put(pointer.substring(1), value);
    } else if (pointer.startsWith("/kafka/")) {
      kafka.put(name, value);
    } else {
      root.put(pointer.substring(1, inner), Map.of(name, value));
    }
    return root;
  }

  private static JsonNode tree(String yaml) {
    LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
    return JSON.valueToTree(new Load(settings).loadFromString(yaml));
  }

  private static JsonNode schema() {
    try {
      return JSON.readTree(Files.readString(Path.of("schemas/worker-config.schema.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

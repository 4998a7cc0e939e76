package io.longshore.engine.podman;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.ContainerSpec;
import io.longshore.engine.EngineException;
import io.longshore.generated.GeneratedCommand;
import io.longshore.plan.ActualState;
import io.longshore.plan.Comparison;
import io.longshore.plan.ConfigCheck;
import io.longshore.plan.ObservedImage;
import io.longshore.plan.PlanOptions;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What Podman 4.3.1 and 5.4.2 told of a container made as `parameters.json` says, without one
/// field, or with one of another type: a difference, a warning, a clear failure, or nothing where
/// the field says nothing of what was asked for; never another exception.
class LostFieldsTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final List<JsonNode> ODD_VALUES =
      List.of(
          JSON.nullNode(),
          JSON.readTree("\"odd\""),
          JSON.readTree("\"\""),
          JSON.readTree("7"),
          JSON.readTree("-1"),
          JSON.readTree("1e400"),
          JSON.readTree("99999999999999999999999"),
          JSON.readTree("true"),
          JSON.readTree("[]"),
          JSON.readTree("[null, 7, {}]"),
          JSON.readTree("{}"),
          JSON.readTree("{\"odd\": [null]}"));

  /// Each tells of something that was asked for, so that without it the container cannot look as
  /// asked for.
  private static final List<String> TELLING =
      List.of(
          "/Name",
          "/Id",
          "/Image",
          "/State",
          "/State/Status",
          "/Config",
          "/Config/Image",
          "/Config/Env",
          "/Config/Cmd",
          "/Config/Labels",
          "/Config/Annotations",
          "/Config/Healthcheck",
          "/Config/Healthcheck/Test",
          "/Config/Healthcheck/Interval",
          "/Config/Healthcheck/Timeout",
          "/Config/Healthcheck/StartPeriod",
          "/Config/Healthcheck/Retries",
          "/HostConfig",
          "/HostConfig/SecurityOpt",
          "/HostConfig/PidMode",
          "/HostConfig/CgroupMode",
          "/HostConfig/VolumesFrom",
          "/HostConfig/Tmpfs",
          "/HostConfig/Memory",
          "/HostConfig/MemoryReservation",
          "/HostConfig/CpuPeriod",
          "/HostConfig/CpuQuota",
          "/HostConfig/CpuShares",
          "/HostConfig/CpusetCpus",
          "/HostConfig/CpusetMems",
          "/HostConfig/MemorySwap",
          "/HostConfig/Ulimits");

  private static final ContainerSpec SPEC =
      GeneratedCommand.spec((ObjectNode) document("parameters")).orElseThrow();

  @ParameterizedTest
  @ValueSource(strings = {"4.3.1", "5.4.2"})
  void theContainerAsItIsReportedIsAsAskedFor(String version) {
    assertThat(compare(document("container-" + version), version)).hasValue("[] []");
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.3.1", "5.4.2"})
  void aFieldThatTellsOfARequestIsMissedWhenItIsLost(String version) {
    Set<String> unnoticed = new TreeSet<>();
    for (String pointer : TELLING) {
      JsonNode document = document("container-" + version).deepCopy();
      assertThat(without(document, pointer)).as(pointer).isTrue();
      if (compare(document, version).equals(Optional.of("[] []"))) {
        unnoticed.add(pointer);
      }
    }
    assertThat(unnoticed).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.3.1", "5.4.2"})
  void noContainersFieldCanCrashAComparison(String version) {
    JsonNode good = document("container-" + version);
    JsonNode image = document("image-" + version);
    for (String pointer : pointers(good)) {
      JsonNode without = good.deepCopy();
      without(without, pointer);
      compare(without, image, version);
      for (JsonNode odd : ODD_VALUES) {
        JsonNode other = good.deepCopy();
        replace(other, pointer, odd);
        compare(other, image, version);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.3.1", "5.4.2"})
  void noImagesFieldCanCrashAComparison(String version) {
    JsonNode container = document("container-" + version);
    JsonNode good = document("image-" + version);
    for (String pointer : pointers(good)) {
      JsonNode without = good.deepCopy();
      without(without, pointer);
      compare(container, without, version);
      for (JsonNode odd : ODD_VALUES) {
        JsonNode other = good.deepCopy();
        replace(other, pointer, odd);
        compare(container, other, version);
      }
    }
  }

  private static Optional<String> compare(JsonNode container, String version) {
    return compare(container, document("image-" + version), version);
  }

  /// Aspects and warnings; empty after a failure that says what is wrong.
  private static Optional<String> compare(JsonNode container, JsonNode image, String version) {
    try {
      ObservedImage observed = InspectDocument.image(image);
      ActualState actual =
          new ActualState(
              ContainerLookup.exactly(SPEC.name(), container, "inspect container full")
                  .map(found -> InspectDocument.container(found, version))
                  .orElse(null),
              observed,
              null,
              null,
              new ConfigCheck(0, ""),
              "Etc/UTC");
      Comparison.Compared compared = Comparison.of(SPEC, actual, PlanOptions.DEFAULT);
      assertThat(compared.warnings()).noneMatch(warning -> warning.contains("fault in Longshore"));
      return Optional.of(
          compared.differences().stream().map(each -> each.aspect()).toList()
              + " "
              + compared.warnings());
    } catch (EngineException clear) {
      assertThat(clear).hasMessageContaining("what Podman tells of it has no");
      return Optional.empty();
    }
  }

  private static List<String> pointers(JsonNode node) {
    List<String> pointers = new ArrayList<>();
    gather(node, "", pointers);
    return pointers;
  }

  private static void gather(JsonNode node, String pointer, List<String> pointers) {
    if (node instanceof ArrayNode) {
      for (int index = 0; index < node.size(); index++) {
        pointers.add(pointer + "/" + index);
        gather(node.get(index), pointer + "/" + index, pointers);
      }
    }
    for (String name : node.propertyNames()) {
      String member = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
      pointers.add(member);
      gather(node.get(name), member, pointers);
    }
  }

  private static boolean without(JsonNode document, String pointer) {
    return switch (parent(document, pointer)) {
      case ObjectNode object -> object.remove(last(pointer)) != null;
      case ArrayNode array -> array.remove(Integer.parseInt(last(pointer))) != null;
      default -> false;
    };
  }

  private static void replace(JsonNode document, String pointer, JsonNode value) {
    switch (parent(document, pointer)) {
      case ObjectNode object -> object.set(last(pointer), value);
      case ArrayNode array -> array.set(Integer.parseInt(last(pointer)), value);
      default -> throw new AssertionError(pointer);
    }
  }

  private static JsonNode parent(JsonNode document, String pointer) {
    return document.at(pointer.substring(0, pointer.lastIndexOf('/')));
  }

  private static String last(String pointer) {
    String name = pointer.substring(pointer.lastIndexOf('/') + 1);
    return name.replace("~1", "/").replace("~0", "~");
  }

  private static JsonNode document(String name) {
    try (InputStream file =
        LostFieldsTest.class.getResourceAsStream("/inspect/" + name + ".json")) {
      return JSON.readTree(file);
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}

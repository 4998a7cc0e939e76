package io.longshore.engine.podman;

import io.longshore.command.ContainerName;
import io.longshore.command.VolumeName;
import io.longshore.plan.ContainerStatus;
import io.longshore.plan.ObservedContainer;
import io.longshore.plan.ObservedContainer.ObservedHealthcheck;
import io.longshore.plan.ObservedContainer.RunState;
import io.longshore.plan.ObservedImage;
import io.longshore.plan.ObservedVolume;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads libpod's inspect documents of Podman 4.3 and later. Only the name must be there: a field
/// that is missing, null or of another type than expected is read as empty, since versions differ
/// in what they leave out.
public final class InspectDocument {
  private static final Pattern OLDER_THAN_4_4 = Pattern.compile("[0-3]\\.|4\\.[0-3](?![0-9])");

  private InspectDocument() {}

  /// A container as an engine of today reports it.
  ///
  /// @throws io.longshore.command.InvalidValueException when its `Name` is missing or no container
  ///   name
  public static ObservedContainer container(JsonNode document) {
    return container(document, "");
  }

  /// A container, from `GET containers/{name}/json`.
  ///
  /// @param engineVersion the engine's version such as `4.3.1`: before 4.4 its `IpcMode` says
  ///   nothing and is left out (podman#17189)
  /// @throws io.longshore.command.InvalidValueException when its `Name` is missing or no container
  ///   name
  public static ObservedContainer container(JsonNode document, String engineVersion) {
    InspectFields container = new InspectFields(document);
    InspectFields config = container.object("Config");
    return new ObservedContainer(
        container.text("Id"),
        new ContainerName(container.text("Name")),
        container.text("Image"),
        config.text("Image"),
        state(container.object("State")),
        config.texts("Cmd"),
        environment(config),
        config.textMap("Labels"),
        config.textMap("Annotations"),
        config.flag("Tty"),
        config.smallNumber("StopTimeout"),
        healthcheck(config),
        InspectHostConfig.isolation(container, reportsIpcMode(engineVersion)),
        InspectHostConfig.storage(container),
        InspectHostConfig.dimensions(container));
  }

  /// A local image, from `GET images/{reference}/json`.
  public static ObservedImage image(JsonNode document) {
    InspectFields image = new InspectFields(document);
    return new ObservedImage(
        image.text("Id"),
        image.texts("RepoTags"),
        image.texts("RepoDigests"),
        imageLabels(image),
        image.object("Config").textMap("Volumes").keySet(),
        healthcheck(image));
  }

  /// A named volume, from `GET volumes/{name}/json`.
  ///
  /// @throws io.longshore.command.InvalidValueException when its `Name` is missing or no volume
  ///   name
  public static ObservedVolume volume(JsonNode document) {
    InspectFields volume = new InspectFields(document);
    return new ObservedVolume(new VolumeName(volume.text("Name")), volume.textMap("Labels"));
  }

  /// A version that cannot be read is taken for a new one.
  private static boolean reportsIpcMode(String engineVersion) {
    return !OLDER_THAN_4_4.matcher(engineVersion).lookingAt();
  }

  private static RunState state(InspectFields state) {
    return new RunState(
        ContainerStatus.named(state.text("Status")),
        state.smallNumber("ExitCode"),
        state.instant("StartedAt"),
        state.instant("FinishedAt"),
        state.flag("OOMKilled"),
        state.object("Health").text("Status"));
  }

  private static Map<String, String> imageLabels(InspectFields image) {
    Map<String, String> labels = new HashMap<>(image.object("Config").textMap("Labels"));
    labels.putAll(image.textMap("Labels"));
    return labels;
  }

  /// An entry without `=` is no variable: no program can read it by a name.
  private static SortedMap<String, String> environment(InspectFields config) {
    SortedMap<String, String> variables = new TreeMap<>();
    for (String entry : config.texts("Env")) {
      int equals = entry.indexOf('=');
      if (equals > 0) {
        variables.put(entry.substring(0, equals), entry.substring(equals + 1));
      }
    }
    return Collections.unmodifiableSortedMap(variables);
  }

  private static @Nullable ObservedHealthcheck healthcheck(InspectFields owner) {
    if (!owner.hasObject("Healthcheck")) {
      return null;
    }
    InspectFields check = owner.object("Healthcheck");
    return new ObservedHealthcheck(
        check.texts("Test"),
        check.number("Interval"),
        check.number("Timeout"),
        check.number("StartPeriod"),
        check.smallNumber("Retries"));
  }
}

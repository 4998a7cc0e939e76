package io.longshore.command;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that a container is to be. Host networking always holds and is not part of it (the reference
/// offers no choice).
///
/// @param name the container's name
/// @param image the image as the caller wrote it
/// @param commandLine the words of the command, never empty; null when the image's own command is
///   wanted
/// @param environment the variables asked for, without those a host adds
/// @param labels the labels asked for, without the image's
/// @param tty whether the process gets a terminal
/// @param isolation privileges and namespaces
/// @param storage what is mounted
/// @param dimensions limits on resources
/// @param healthcheck null: the image's own; [Healthcheck#DISABLED]: none
/// @param lifecycle how it is started again and stopped
/// @param state the state in which a comparison calls it equal
public record ContainerSpec(
    ContainerName name,
    ImageReference image,
    @Nullable List<String> commandLine,
    Environment environment,
    Map<String, String> labels,
    boolean tty,
    Isolation isolation,
    Storage storage,
    Dimensions dimensions,
    @Nullable Healthcheck healthcheck,
    Lifecycle lifecycle,
    DesiredState state) {

  /// @throws InvalidValueException when a command line is given but has no word
  public ContainerSpec {
    commandLine = commandLine == null ? null : List.copyOf(commandLine);
    labels = Map.copyOf(labels);
    if (commandLine != null && commandLine.isEmpty()) {
      throw new InvalidValueException("a command of at least one word, or none given", "");
    }
  }

  /// A container of that name and image with nothing else asked for.
  public static ContainerSpec of(ContainerName name, ImageReference image) {
    return new ContainerSpec(
        name,
        image,
        null,
        Environment.NONE,
        Map.of(),
        false,
        Isolation.DEFAULT,
        Storage.NONE,
        Dimensions.NONE,
        null,
        Lifecycle.DEFAULT,
        DesiredState.RUNNING);
  }

  /// The same under another name.
  public ContainerSpec named(ContainerName other) {
    return new ContainerSpec(
        other,
        image,
        commandLine,
        environment,
        labels,
        tty,
        isolation,
        storage,
        dimensions,
        healthcheck,
        lifecycle,
        state);
  }

  /// The same with other variables.
  public ContainerSpec withEnvironment(Environment other) {
    return new ContainerSpec(
        name,
        image,
        commandLine,
        other,
        labels,
        tty,
        isolation,
        storage,
        dimensions,
        healthcheck,
        lifecycle,
        state);
  }
}

package io.longshore.engine;

import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.ImageReference;
import java.util.List;

/// What the contract needs of an engine under test.
interface EngineFixture {
  /// The engine.
  ContainerEngine engine();

  /// A container that runs until it is stopped, and then ends at once.
  ContainerSpec service(ContainerName name);

  /// A container that writes these and ends.
  ContainerSpec task(ContainerName name, int exitCode, String stdout, String stderr);

  /// A program for a running container, that writes these and ends.
  List<String> program(int exitCode, String stdout, String stderr);

  /// A program for a running container, that runs for longer than anybody waits.
  List<String> endlessProgram();

  /// A local image with no other name, whose name says its registry; anew for every test.
  ImageReference ownImage();

  /// An image that a registry has, and that is not local.
  ImageReference publishedImage();

  /// An image that its registry says it does not have.
  ImageReference unpublishedImage();
}

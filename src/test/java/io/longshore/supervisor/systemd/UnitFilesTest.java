package io.longshore.supervisor.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.longshore.command.ContainerName;
import io.longshore.plan.UnitName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitFilesTest {
  private static final UnitName UNIT = UnitName.of(new ContainerName("x"));

  @TempDir Path directory;

  @Test
  void aTextIsReadAsItWasWrittenAndNothingElseIsLeft() throws IOException {
    UnitFiles files = new UnitFiles(directory);
    files.write(UNIT, "first");
    files.write(UNIT, "second ü\n");

    assertThat(files.read(UNIT)).contains("second ü\n");
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).containsExactly(directory.resolve(UNIT.text()));
    }
  }

  @Test
  void whatAnInterruptedWriteLeftIsNoHindrance() throws IOException {
    Files.writeString(directory.resolve(".longshore-" + UNIT), "half a te");
    UnitFiles files = new UnitFiles(directory);
    files.write(UNIT, "whole");

    assertThat(files.read(UNIT)).contains("whole");
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsNamed() {
    UnitFiles files = new UnitFiles(directory.resolve("missing"));

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> files.write(UNIT, "text"))
        .withMessageContaining("missing/" + UNIT);
  }
}

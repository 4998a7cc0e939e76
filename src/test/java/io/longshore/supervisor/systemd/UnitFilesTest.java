package io.longshore.supervisor.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.longshore.command.ContainerName;
import io.longshore.plan.UnitName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  void aFileThatIsNoUtf8IsReadAsOneThatDiffers() throws IOException {
    Files.write(directory.resolve(UNIT.text()), new byte[] {'a', (byte) 0xfc, 'b'});

    assertThat(new UnitFiles(directory).read(UNIT)).contains("a\uFFFDb");
  }

  @Test
  void whatAnInterruptedWriteLeftIsNoHindrance() throws IOException {
    Files.writeString(directory.resolve(".longshore-" + UNIT), "half a te");
    UnitFiles files = new UnitFiles(directory);
    files.write(UNIT, "whole");

    assertThat(files.read(UNIT)).contains("whole");
  }

  @Test
  void aLinkIsMadeOnceAndLeadsToTheFile() throws IOException {
    UnitFiles files = new UnitFiles(directory);
    files.write(UNIT, "text");

    assertThat(files.enable(UNIT)).isTrue();
    assertThat(files.enable(UNIT)).isFalse();
    assertThat(files.linked(UNIT)).isTrue();
    assertThat(Files.readString(wants().resolve(UNIT.text()))).isEqualTo("text");
    try (Stream<Path> left = Files.list(wants())) {
      assertThat(left).containsExactly(wants().resolve(UNIT.text()));
    }
  }

  @Test
  void aLinkThatSystemctlMadeIsTakenAndOneToElsewhereReplaced() throws IOException {
    UnitFiles files = new UnitFiles(directory);
    Files.createDirectory(wants());
    Path link = wants().resolve(UNIT.text());
    Files.createSymbolicLink(link, Path.of("/etc/systemd/system", UNIT.text()));
    assertThat(files.enable(UNIT)).isFalse();

    Files.delete(link);
    Files.createSymbolicLink(link, Path.of("/dev/null"));
    assertThat(files.enable(UNIT)).isTrue();
    assertThat(Files.readSymbolicLink(link)).hasFileName(UNIT.text());
  }

  @Test
  void deletingTakesTheLinksOfAllThatWantItAndNobodyElses() throws IOException {
    UnitFiles files = new UnitFiles(directory);
    UnitName other = UnitName.of(new ContainerName("other"));
    for (UnitName each : List.of(UNIT, other)) {
      files.write(each, "text");
      files.enable(each);
    }
    Path required = Files.createDirectory(directory.resolve("special.target.requires"));
    Files.createSymbolicLink(required.resolve(UNIT.text()), Path.of("..", UNIT.text()));

    files.delete(UNIT);
    files.delete(UNIT);

    try (Stream<Path> left = Files.walk(directory)) {
      assertThat(left.filter(path -> !Files.isDirectory(path)))
          .containsExactlyInAnyOrder(
              directory.resolve(other.text()), wants().resolve(other.text()));
    }
  }

  private Path wants() {
    return directory.resolve("multi-user.target.wants");
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsNamed() {
    UnitFiles files = new UnitFiles(directory.resolve("missing"));

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> files.write(UNIT, "text"))
        .withMessageContaining("missing/" + UNIT);
  }
}

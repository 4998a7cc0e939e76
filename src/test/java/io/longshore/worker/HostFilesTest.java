package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.longshore.event.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFilesTest {
  @Test
  void whyADirectoryCannotBeMadeIsTold(@TempDir Path root) throws IOException {
    Files.writeString(root.resolve("taken"), "no directory");

    UncheckedIOException failed =
        catchThrowableOfType(
            UncheckedIOException.class, () -> new HostFiles(root).ensureDirectory("/taken/below"));

    Failure failure = PlanExecutor.failure(failed);
    assertThat(failure.message())
        .startsWith("cannot make the directory " + root.resolve("taken/below") + ": ")
        .hasSizeGreaterThan(
            ("cannot make the directory " + root.resolve("taken/below") + ": ").length());
    assertThat(failure.hint()).contains("ReadWritePaths=");
  }
}

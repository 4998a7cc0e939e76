package io.longshore.supervisor.systemd;

import io.longshore.plan.UnitName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// The directory of unit files. Whoever reads a file of it sees the whole old text or the whole new
/// one, also after a crash.
final class UnitFiles {
  /// Where the reference's units are wanted by.
  private static final String WANTS = "multi-user.target.wants";

  private final Path directory;

  UnitFiles(Path directory) {
    this.directory = directory;
  }

  /// The text of the unit's file; empty when there is none.
  Optional<String> read(UnitName unit) {
    try {
      return Optional.of(Files.readString(file(unit)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file(unit), e);
    }
  }

  /// Whether an operator forbade the unit by `systemctl mask`, which puts a link to `/dev/null`
  /// there.
  boolean masked(UnitName unit) {
    return Files.isSymbolicLink(file(unit));
  }

  /// Puts a file of that text in the place of whatever there was.
  void write(UnitName unit, String text) {
    Path temporary = directory.resolve(".longshore-" + unit);
    try {
      writeDurably(temporary, text);
      Files.move(temporary, file(unit), StandardCopyOption.ATOMIC_MOVE);
      makeNamesDurable();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file(unit), e);
    }
  }

  private static void writeDurably(Path path, String text) throws IOException {
    Files.deleteIfExists(path);
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      // Set, not asked for when creating: a umask would take it away.
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private void makeNamesDurable() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Whether the unit is linked from the target that starts it at boot; also by a link whose file
  /// is gone, which the reference leaves.
  boolean linked(UnitName unit) {
    return Files.exists(link(unit), LinkOption.NOFOLLOW_LINKS);
  }

  /// Deletes the unit's file and its link; does nothing when there are none.
  void delete(UnitName unit) {
    try {
      Files.deleteIfExists(file(unit));
      Files.deleteIfExists(link(unit));
      makeNamesDurable();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file(unit), e);
    }
  }

  private Path file(UnitName unit) {
    return directory.resolve(unit.text());
  }

  private Path link(UnitName unit) {
    return directory.resolve(WANTS).resolve(unit.text());
  }
}

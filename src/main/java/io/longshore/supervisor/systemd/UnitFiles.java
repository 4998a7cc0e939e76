package io.longshore.supervisor.systemd;

import io.longshore.plan.UnitName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
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

  /// Where systemd keeps the links from a unit to those that come with it.
  private static final String WANTING = "*.{wants,requires,upholds}";

  private final Path directory;

  UnitFiles(Path directory) {
    this.directory = directory;
  }

  /// The text of the unit's file, with replacement characters for what is no UTF-8, so that it
  /// differs from what is wanted; empty when there is none, or a mask in its place.
  Optional<String> read(UnitName unit) {
    if (masked(unit)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new String(Files.readAllBytes(file(unit)), StandardCharsets.UTF_8));
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
      makeNamesDurable(directory);
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

  private static void makeNamesDurable(Path names) throws IOException {
    try (FileChannel channel = FileChannel.open(names, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Links the unit from the target that starts it at boot, as `systemctl enable` would; false when
  /// it was. systemd's own call for it would make it call every unit outdated until the next reload
  /// (see [UnitState.Reading]).
  boolean enable(UnitName unit) {
    Path targetWants = directory.resolve(WANTS);
    Path link = link(unit);
    try {
      if (leadsTo(link, unit)) {
        return false;
      }
      Files.createDirectories(targetWants);
      Path temporary = targetWants.resolve(".longshore-" + unit);
      Files.deleteIfExists(temporary);
      Files.createSymbolicLink(temporary, Path.of("..", unit.text()));
      Files.move(temporary, link, StandardCopyOption.ATOMIC_MOVE);
      makeNamesDurable(targetWants);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot enable " + unit + " at " + link, e);
    }
  }

  private static boolean leadsTo(Path link, UnitName unit) throws IOException {
    return Files.isSymbolicLink(link) && Files.readSymbolicLink(link).endsWith(unit.text());
  }

  /// Whether the unit is linked from the target that starts it at boot; also by a link whose file
  /// is gone, which the reference leaves.
  boolean linked(UnitName unit) {
    return Files.exists(link(unit), LinkOption.NOFOLLOW_LINKS);
  }

  /// Deletes the unit's file and its links from whatever units want it, those that an operator made
  /// included; does nothing when there are none. A mask stays.
  void delete(UnitName unit) {
    try {
      if (!masked(unit)) {
        Files.deleteIfExists(file(unit));
      }
      makeNamesDurable(directory);
      unlink(unit);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file(unit), e);
    } catch (DirectoryIteratorException e) {
      throw new UncheckedIOException("cannot delete links to " + unit, e.getCause());
    }
  }

  private void unlink(UnitName unit) throws IOException {
    try (DirectoryStream<Path> wanting = Files.newDirectoryStream(directory, WANTING)) {
      for (Path each : wanting) {
        if (Files.deleteIfExists(each.resolve(unit.text()))) {
          makeNamesDurable(each);
        }
      }
    }
  }

  private Path file(UnitName unit) {
    return directory.resolve(unit.text());
  }

  private Path link(UnitName unit) {
    return directory.resolve(WANTS).resolve(unit.text());
  }
}

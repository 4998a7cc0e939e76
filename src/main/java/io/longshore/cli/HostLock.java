package io.longshore.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a second worker of this machine from the same host: a lock that the kernel lets go of when
/// the process ends, however it ends. The file stays, since removing it would let two processes
/// hold locks on two files of one name.
///
/// It is a courtesy beside Kafka's fencing, by which the promises hold: that lets the newer worker
/// win, this the older, and here nothing has been begun yet. So where the file cannot be made the
/// worker works without.
final class HostLock implements AutoCloseable {
  /// Below the host's root, so that a worker in a container locks the host and not its container.
  static final String FILE = "run/longshore/worker.lock";

  private static final Logger LOG = LoggerFactory.getLogger(HostLock.class);
  private static final FileAttribute<Set<PosixFilePermission>> FOR_ALL_TO_READ =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));

  /// A longer text is no process id.
  private static final int LONGEST = 64;

  private final FileChannel channel;

  private HostLock(FileChannel channel) {
    this.channel = channel;
  }

  /// How an attempt to take the lock ended.
  sealed interface Attempt {
    /// This process may work.
    ///
    /// @param lock to be held as long as it does
    record Held(HostLock lock) implements Attempt {}

    /// Another process works on this host.
    ///
    /// @param file the lock
    /// @param holder its process id in its own namespace; empty when it cannot be told
    record Taken(Path file, String holder) implements Attempt {}

    /// There is no lock to be had here; the log says why.
    record None() implements Attempt {}
  }

  /// Tries to take the host's lock, without waiting.
  static Attempt take(Path hostRoot) {
    Path file = hostRoot.resolve(FILE);
    try {
      Files.createDirectories(hostRoot.resolve(FILE).getParent(), FOR_ALL_TO_READ);
      return take(file, open(file));
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("file", file)
          .addKeyValue("reason", e)
          .log("No lock can be made; a second worker on this host would not be refused at start");
      return new Attempt.None();
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static Attempt take(Path file, FileChannel channel) throws IOException {
    FileLock lock = channel.tryLock();
    if (lock == null) {
      try (channel) {
        return new Attempt.Taken(file, holder(channel));
      }
    }
    String self = ProcessHandle.current().pid() + "\n";
    channel.truncate(0).write(ByteBuffer.wrap(self.getBytes(StandardCharsets.US_ASCII)), 0);
    return new Attempt.Held(new HostLock(channel));
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
    channel.read(bytes, 0);
    String text = StandardCharsets.US_ASCII.decode(bytes.flip()).toString().strip();
    return text.matches("\\d+") ? text : "";
  }

  /// Lets another worker in.
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.atDebug().setCause(e).log("The lock's file could not be closed");
    }
  }
}

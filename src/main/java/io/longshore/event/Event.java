package io.longshore.event;

import io.longshore.command.Action;
import io.longshore.command.CommandId;
import io.longshore.command.HostName;
import io.longshore.command.Resource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a worker says about one command. Exactly one [Finished] ends every command; the other kinds
/// come before it, or answer a command that was sent again.
public sealed interface Event {
  /// What every event says.
  Header header();

  /// What every event says.
  ///
  /// @param commandId the command spoken of; made from topic, partition and offset where none could
  ///   be read
  /// @param host the host that speaks
  /// @param action null when the command could not be read that far
  /// @param resource null when the command could not be read that far
  /// @param issuer as the command gave it; null when not given
  /// @param correlationId as the command gave it; null when not given
  /// @param at when it was said, by the host's clock
  record Header(
      CommandId commandId,
      HostName host,
      @Nullable Action action,
      @Nullable Resource resource,
      @Nullable String issuer,
      @Nullable String correlationId,
      Instant at) {
    /// The same at another time.
    public Header at(Instant time) {
      return new Header(commandId, host, action, resource, issuer, correlationId, time);
    }
  }

  /// The command was read and waits for its turn.
  record Accepted(Header header) implements Event {}

  /// The first effect follows once this event is durable.
  ///
  /// @param attempt 1, or more after a restart of the worker
  /// @param digest of the command, so that a later command under the same id can be told from a
  ///   repeat
  /// @param cancels the command that it calls off; null: it calls none off
  /// @param beginning for the next start of the worker; whoever reads the payload does not see it
  record Started(
      Header header, int attempt, String digest, @Nullable CommandId cancels, Beginning beginning)
      implements Event {
    /// As its payload tells it.
    public Started(Header header, int attempt, String digest, @Nullable CommandId cancels) {
      this(header, attempt, digest, cancels, Beginning.PLAIN);
    }

    /// Of a command that calls no other off.
    public Started(Header header, int attempt, String digest) {
      this(header, attempt, digest, null);
    }
  }

  /// Something long is going on: a line for a person, such as a pull's progress.
  record Progress(Header header, String message) implements Event {}

  /// What a container run to its end has just written: told only to those who asked for it, at most
  /// 64 KiB a second of a stream and 1 MiB of a command. The terminal event has it all again, so
  /// that nobody need read these. An attempt after the first tells again from the first byte on.
  ///
  /// @param text whole characters; what is not UTF-8 as U+FFFD
  /// @param offset how many bytes of this stream's text, as UTF-8, came before; tells what is told
  ///   again, and what is missing
  record Output(Header header, Stream stream, String text, long offset) implements Event {
    /// The first of a stream.
    public Output(Header header, Stream stream, String text) {
      this(header, stream, text, 0);
    }
  }

  /// Which stream of a process.
  enum Stream {
    STDOUT,
    STDERR
  }

  /// The one terminal event of a command.
  ///
  /// @param outcome how it ended
  /// @param digest of the command; null when it could not be read
  /// @param checkMode whether nothing was to be changed
  /// @param attempts how often it was begun; 0 when it never was
  /// @param startedAt when it was first begun; null when it never was
  /// @param report what was found and done
  /// @param failure why it did not succeed; null when it did
  record Finished(
      Header header,
      Outcome outcome,
      @Nullable String digest,
      boolean checkMode,
      int attempts,
      @Nullable Instant startedAt,
      Report report,
      @Nullable Failure failure)
      implements Event {
    /// The same with facts.
    public Finished withFacts(Fact.Members facts) {
      return new Finished(
          header,
          outcome,
          digest,
          checkMode,
          attempts,
          startedAt,
          report.withFacts(facts),
          failure);
    }
  }

  /// The command had been finished before; nothing was done.
  ///
  /// @param first the terminal event published then
  record Duplicate(Header header, Finished first) implements Event {}

  /// Another command had come under this id before, or this one, whose answer is gone; nothing was
  /// done.
  ///
  /// @param failure says so, with what to do
  record Conflict(Header header, Failure failure) implements Event {}
}

package io.longshore.command;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A command with who asked, for which host, and until when it is wanted.
///
/// @param id tells it from every other command
/// @param host the only host that may carry it out
/// @param command what to do
/// @param notBefore null: at once
/// @param notAfter null: no binding deadline; otherwise nothing is begun after it
/// @param timeout null: the worker's own limit; otherwise the longest time from start to result
/// @param checkMode whether only to say what would be done
/// @param issuer who asked, for the audit; null when not said
/// @param correlationId what it belongs to (a rollout, a ticket); null when not said
/// @param follow whether somebody wants to be told what a process writes while it runs. It is no
///   part of what is asked for: a repeat may differ in it
/// @param digest SHA-256 of the command's canonical form, 64 hexadecimal digits: tells a repeat
///   from another command under the same id
public record Envelope(
    CommandId id,
    HostName host,
    Command command,
    @Nullable Instant notBefore,
    @Nullable Instant notAfter,
    @Nullable Duration timeout,
    boolean checkMode,
    @Nullable String issuer,
    @Nullable String correlationId,
    boolean follow,
    String digest) {}

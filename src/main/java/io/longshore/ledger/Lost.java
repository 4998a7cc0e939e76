package io.longshore.ledger;

import io.longshore.command.CommandId;
import io.longshore.command.HostName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A command that an earlier worker accepted and did not answer, and whose message is gone from the
/// command topic: nobody will hand it out again.
///
/// @param host whose command it was
/// @param digest the command's; null when its worker did not say
/// @param attempts how often it was begun
/// @param firstAt when it was first begun, by the host's clock; null when it was not
public record Lost(
    CommandId id,
    HostName host,
    @Nullable String digest,
    int attempts,
    @Nullable Instant firstAt) {}

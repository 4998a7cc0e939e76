package io.longshore.kafka;

import io.longshore.ledger.Ledger;
import io.longshore.ledger.Leftover;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the result topic tells at start.
///
/// @param ledger every command answered or begun within the dedupe window
/// @param unanswered commands that were accepted or begun and not answered, in the order in which
///   they came
/// @param leftovers containers that were to be removed after one of the last results
/// @param done which messages of the command topic are done, counted from its first
/// @param head the digest of the newest terminal event; null when there is none
/// @param events how many events were read
record Recovered(
    Ledger ledger,
    List<Unanswered> unanswered,
    List<Leftover> leftovers,
    BitSet done,
    @Nullable String head,
    long events) {}

package io.longshore.kafka;

import io.longshore.command.Action;
import io.longshore.event.Beginning;
import io.longshore.event.Event;
import io.longshore.event.Fact;
import io.longshore.event.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// What every event says in its headers, so that the ledger is rebuilt without reading a payload.
public final class LedgerHeaders {
  /// What kind of event it is: `accepted`, `started`, `progress`, `output`, `finished`, `duplicate`
  /// or `conflict`.
  public static final String KIND = "longshore_kind";

  /// The command's digest; on `accepted` and `started`, and on `finished` where it could be told.
  public static final String DIGEST = "longshore_digest";

  /// The attempt, from 1; on `started`.
  public static final String ATTEMPT = "longshore_attempt";

  /// When it was said by the host's clock, as ISO 8601; on `started`, and beside [#LEAVES].
  public static final String AT = "longshore_at";

  /// The offset of the message in the command topic; on `accepted`, and on those that end a
  /// message, which is done with them.
  public static final String OFFSET = "longshore_offset";

  /// Kafka's id of the command topic that the offset belongs to: one that was deleted and made
  /// again has another.
  public static final String TOPIC = "longshore_topic";

  /// The command that it calls off; on `started` of a cancelling command, and on its `finished`
  /// where that one goes on.
  public static final String CANCELS = "longshore_cancels";

  /// When the host's freeze ends by itself, as ISO 8601, or empty: it is not frozen; on `started`
  /// of a command that freezes, and on `finished` of those that freeze or thaw.
  public static final String FROZEN_UNTIL = "longshore_frozen_until";

  /// The container that is to be removed after this event; on `finished` where there is one.
  public static final String LEAVES = "longshore_leaves";

  /// The id of the local image that is pulled again; on `started` where there is one.
  public static final String IMAGE_BEFORE = "longshore_image_before";

  /// When the command's container had last been started, as ISO 8601; on `started` where it had.
  public static final String CONTAINER_STARTED = "longshore_container_started";

  /// When the command's container had last ended, as ISO 8601; on `started` where it had.
  public static final String CONTAINER_ENDED = "longshore_container_ended";

  /// `true` on `started` of a command that does nothing but wait.
  public static final String ONLY_WAITS = "longshore_only_waits";

  /// The digest of the terminal event before, as [io.longshore.event.ResultDigest] has it; on
  /// `finished`, but for the first.
  public static final String PREVIOUS = "ce_previousdigest";

  /// The digest of the event itself; on `finished`, so that the next start goes on from there.
  public static final String OWN = "ce_resultdigest";

  private static final String PREFIX = "longshore_";

  static final String STARTED = "started";
  static final String FINISHED = "finished";
  static final String ACCEPTED = "accepted";
  static final String DUPLICATE = "duplicate";
  static final String CONFLICT = "conflict";

  private LedgerHeaders() {}

  static void describe(Event event, Headers headers) {
    switch (event) {
      case Event.Accepted _ -> put(headers, KIND, ACCEPTED);
      case Event.Started started -> {
        put(headers, KIND, STARTED);
        put(headers, DIGEST, started.digest());
        put(headers, ATTEMPT, Integer.toString(started.attempt()));
        put(headers, AT, started.header().at().toString());
        put(headers, CANCELS, started.cancels() == null ? null : started.cancels().text());
        describe(started.beginning(), headers);
      }
      case Event.Progress _ -> put(headers, KIND, "progress");
      case Event.Output _ -> put(headers, KIND, "output");
      case Event.Finished finished -> {
        put(headers, KIND, FINISHED);
        put(headers, DIGEST, finished.digest());
        put(headers, FROZEN_UNTIL, frozenUntil(finished));
        put(headers, CANCELS, stillCancelled(finished));
      }
      case Event.Duplicate _ -> put(headers, KIND, DUPLICATE);
      case Event.Conflict _ -> put(headers, KIND, CONFLICT);
    }
  }

  private static void describe(Beginning beginning, Headers headers) {
    put(headers, CONTAINER_STARTED, written(beginning.containerStarted()));
    put(headers, CONTAINER_ENDED, written(beginning.containerEnded()));
    put(headers, ONLY_WAITS, beginning.onlyWaits() ? "true" : null);
    put(headers, FROZEN_UNTIL, written(beginning.frozenUntil()));
  }

  /// How a later attempt has to see that a command began.
  ///
  /// @param said by its `started` event
  static Beginning beginning(Map<String, String> said) {
    return new Beginning(
        instant(said.get(CONTAINER_STARTED)),
        instant(said.get(CONTAINER_ENDED)),
        "true".equals(said.get(ONLY_WAITS)),
        null);
  }

  private static @Nullable String written(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }

  /// The command that was told to stop and goes on; null where there is none. An answer that tells
  /// how its target has ended names an outcome, too.
  private static @Nullable String stillCancelled(Event.Finished finished) {
    Fact.Members facts = finished.report().facts();
    return finished.header().action() == Action.CANCEL_COMMAND
            && !finished.checkMode()
            && facts != null
            && !facts.members().containsKey("outcome")
            && facts.members().get("command") instanceof Fact.Text target
        ? target.text()
        : null;
  }

  /// Null where the command neither froze nor thawed.
  private static @Nullable String frozenUntil(Event.Finished finished) {
    boolean tells =
        finished.outcome() == Outcome.SUCCEEDED
            && !finished.checkMode()
            && (finished.header().action() == Action.FREEZE_HOST
                || finished.header().action() == Action.THAW_HOST);
    if (!tells) {
      return null;
    }
    Fact.Members facts = finished.report().facts();
    return facts != null && facts.members().get("frozenUntil") instanceof Fact.Text until
        ? until.text()
        : "";
  }

  static void describeMessage(String topicId, long offset, Headers headers) {
    put(headers, TOPIC, topicId);
    put(headers, OFFSET, Long.toString(offset));
  }

  static void describeLeftover(Event event, String container, Headers headers) {
    put(headers, LEAVES, container);
    put(headers, AT, event.header().at().toString());
  }

  /// What an event says to the ledger, by the header's name; of a repeated one the last counts. All
  /// of it stands behind the other headers, which a start that reads hundreds of thousands of
  /// events then need not look at; where it does not, no worker wrote it, or one that was changed,
  /// and all headers are searched.
  static Map<String, String> said(Headers headers) {
    Header[] all = headers.toArray();
    Map<String, String> said = new HashMap<>();
    for (int i = all.length - 1; i >= 0 && isForLedger(all[i].key()); i--) {
      said.putIfAbsent(all[i].key(), text(all[i]));
    }
    if (!said.containsKey(KIND)) {
      headers.forEach(header -> said.put(header.key(), text(header)));
    }
    return said;
  }

  private static boolean isForLedger(String name) {
    return name.startsWith(PREFIX) || name.equals(OWN) || name.equals(PREVIOUS);
  }

  private static String text(Header header) {
    byte[] value = header.value();
    return value == null ? "" : new String(value, StandardCharsets.UTF_8);
  }

  /// A header as text; of a repeated one the last.
  public static Optional<String> read(Headers headers, String name) {
    return Optional.ofNullable(headers.lastHeader(name))
        .map(Header::value)
        .map(value -> new String(value, StandardCharsets.UTF_8));
  }

  static void put(Headers headers, String name, @Nullable String value) {
    if (value != null) {
      headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
  }
}

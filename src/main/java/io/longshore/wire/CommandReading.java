package io.longshore.wire;

import io.longshore.command.Action;
import io.longshore.command.Command;
import io.longshore.command.CommandId;
import io.longshore.command.ContainerName;
import io.longshore.command.Envelope;
import io.longshore.command.HostName;
import io.longshore.command.ImageReference;
import io.longshore.command.Resource;
import io.longshore.command.VolumeName;
import io.longshore.event.Event;
import io.longshore.event.FailureKind;
import io.longshore.event.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The reading of one message that is a JSON object. Gathers all problems before it refuses.
final class CommandReading {
  private final HostName host;
  private final RawMessage message;
  private final JsonNode payload;
  private final boolean prefixingAuthRegistry;
  private final Problems problems = new Problems();
  private final EnvelopeReader envelope;

  /// @param prefixingAuthRegistry as in [CommandDecoder#ignoringAuthRegistry], the other way round
  CommandReading(
      HostName host, RawMessage message, JsonNode payload, boolean prefixingAuthRegistry) {
    this.host = host;
    this.prefixingAuthRegistry = prefixingAuthRegistry;
    this.message = message;
    this.payload = payload;
    this.envelope = new EnvelopeReader(Located.root(payload), problems);
  }

  Reading read() {
    boolean elsewhere = isElsewhere();
    CommandId id = envelope.id();
    Action action = envelope.action();
    Parameters parameters = parameters(action);
    Command command =
        action == null
            ? null
            : CommandAssembler.assemble(action, parameters, envelope.waitHealthy(action), problems);
    Circumstances circumstances = circumstances();
    envelope.refuseUnknown();
    CloudEventHeaders.check(message.headers(), id == null ? null : id.text(), problems);
    if (!problems.isFull()) {
      problems.addUnknown(MessageSchema.command().check(payload));
    }
    String digest = CanonicalJson.digest(payload);
    if (problems.none() && id != null && command != null) {
      return new Reading.Understood(circumstances.envelope(id, host, command, digest));
    }
    CommandId answered = id == null ? CommandDecoder.derivedId(message) : id;
    Event.Header header =
        circumstances.header(
            answered, host, action, resource(action, parameters), message.timestamp());
    FailureKind kind = elsewhere ? FailureKind.WRONG_HOST : FailureKind.INVALID;
    return new Reading.Refused(header, digest, Refusal.of(kind, problems.all()));
  }

  /// Which command it is.
  CommandIdentity identity() {
    CommandId id = envelope.id();
    return new CommandIdentity(
        id == null ? CommandDecoder.derivedId(message) : id,
        CanonicalJson.digest(payload),
        envelope.instant("notBefore"),
        envelope.instant("notAfter"));
  }

  private boolean isElsewhere() {
    HostName target = envelope.host();
    boolean elsewhere = target != null && !target.equals(host);
    if (elsewhere) {
      problems.add(
          new Problem(
              "/host",
              "host: '" + host + "' expected, got '" + target + "'",
              "Send it to the command topic of " + target + "."));
    }
    return elsewhere;
  }

  private Parameters parameters(@Nullable Action action) {
    Parameters merged =
        ParameterMerge.merge(
            Located.root(payload).member("parameters"),
            action == null ? null : action.wireName(),
            problems);
    return prefixingAuthRegistry ? merged : merged.without(KollaParameters.AUTH_REGISTRY);
  }

  private Circumstances circumstances() {
    Instant notBefore = envelope.instant("notBefore");
    Instant notAfter = envelope.instant("notAfter");
    if (notBefore != null && notAfter != null && notAfter.isBefore(notBefore)) {
      problems.expected(
          Located.root(payload).member("notAfter"), "time not before notBefore expected");
    }
    return new Circumstances(
        notBefore,
        notAfter,
        envelope.timeout(),
        envelope.flag("checkMode"),
        envelope.text("issuer"),
        envelope.text("correlationId"),
        CloudEventHeaders.follow(message.headers()));
  }

  private static @Nullable Resource resource(@Nullable Action action, Parameters parameters) {
    if (action == null) {
      return null;
    }
    List<ContainerName> names = parameters.get(KollaParameters.NAME, List.of());
    if (action.tellsOfAll() || (action.tellsFacts() && names.size() != 1)) {
      return Resource.HostFacts.INSTANCE;
    }
    ContainerName name = names.isEmpty() ? null : names.getFirst();
    ImageReference image = parameters.get(KollaParameters.IMAGE);
    return switch (action.subject()) {
      case IMAGE -> image == null ? null : new Resource.OfImage(image);
      case VOLUME -> name == null ? null : new Resource.OfVolume(new VolumeName(name.text()));
      case CONTAINER -> name == null ? null : new Resource.OfContainer(name);
      case HOST -> Resource.OfHost.INSTANCE;
    };
  }

  /// What a command says beside what to do.
  private record Circumstances(
      @Nullable Instant notBefore,
      @Nullable Instant notAfter,
      @Nullable Duration timeout,
      boolean checkMode,
      @Nullable String issuer,
      @Nullable String correlationId,
      boolean follow) {
    Envelope envelope(CommandId id, HostName host, Command command, String digest) {
      return new Envelope(
          id,
          host,
          command,
          notBefore,
          notAfter,
          timeout,
          checkMode,
          issuer,
          correlationId,
          follow,
          digest);
    }

    Event.Header header(
        CommandId id,
        HostName host,
        @Nullable Action action,
        @Nullable Resource resource,
        Instant at) {
      return new Event.Header(id, host, action, resource, issuer, correlationId, at);
    }
  }
}

package io.longshore.logging;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.encoder.JsonEscapeUtil;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/// Logback's JSON lines without what repeats itself, and with the key-value pairs as one object,
/// `keys`, that queries can address (`.keys.commandId`) where Logback writes a list of objects.
final class JsonLine extends JsonEncoder {
  private final Redaction redaction;

  JsonLine(Redaction redaction) {
    this.redaction = redaction;
    setWithSequenceNumber(false);
    setWithNanoseconds(false);
    setWithContext(false);
    setWithMarkers(false);
    setWithMDC(false);
    setWithArguments(false);
  }

  @Override
  public byte[] encode(ILoggingEvent original) {
    return super.encode(new RedactedEvent(original, redaction));
  }

  @Override
  protected void appendKeyValuePairs(StringBuilder line, ILoggingEvent event) {
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs.isEmpty()) {
      return;
    }
    line.append(",\"keys\":{");
    for (int i = 0; i < pairs.size(); i++) {
      line.append(i == 0 ? "" : ",")
          .append(quoted(pairs.get(i).key))
          .append(':')
          .append(value(pairs.get(i).value));
    }
    line.append('}');
  }

  /// Whole numbers and booleans stay what they are. (Not a number and infinity have no form in
  /// JSON.)
  private static String value(Object value) {
    return switch (value) {
      case Integer number -> number.toString();
      case Long number -> number.toString();
      case Boolean flag -> flag.toString();
      default -> quoted(value.toString());
    };
  }

  private static String quoted(String text) {
    return '"' + JsonEscapeUtil.jsonEscapeString(text) + '"';
  }

  @Override
  protected void appendThrowableProxy(
      StringBuilder line, String name, @Nullable IThrowableProxy thrown) {
    if (thrown != null) {
      super.appendThrowableProxy(line, name, thrown);
    }
  }
}

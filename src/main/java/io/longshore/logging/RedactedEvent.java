package io.longshore.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggerContextVO;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/// A log event without its secrets. Its message is the finished one, so that no argument is left
/// beside it.
record RedactedEvent(ILoggingEvent original, Redaction redaction) implements ILoggingEvent {
  @Override
  public String getMessage() {
    return redaction.redact(original.getFormattedMessage());
  }

  @Override
  public String getFormattedMessage() {
    return getMessage();
  }

  @Override
  public Object @Nullable [] getArgumentArray() {
    return null;
  }

  @Override
  public List<KeyValuePair> getKeyValuePairs() {
    List<KeyValuePair> pairs = original.getKeyValuePairs();
    return pairs == null ? List.of() : pairs.stream().map(this::redacted).toList();
  }

  private KeyValuePair redacted(KeyValuePair pair) {
    if (Redaction.isSecretName(pair.key)) {
      return new KeyValuePair(pair.key, Redaction.MASK);
    }
    boolean harmless = pair.value instanceof Number || pair.value instanceof Boolean;
    return new KeyValuePair(
        pair.key, harmless ? pair.value : redaction.redact(String.valueOf(pair.value)));
  }

  @Override
  public Map<String, String> getMDCPropertyMap() {
    Map<String, String> redacted = new TreeMap<>();
    original
        .getMDCPropertyMap()
        .forEach((key, value) ->
            redacted.put(key, redacted(new KeyValuePair(key, value)).value.toString()));
    return redacted;
  }

  @Override
  @SuppressWarnings("deprecation")
  public Map<String, String> getMdc() {
    return getMDCPropertyMap();
  }

  @Override
  public @Nullable IThrowableProxy getThrowableProxy() {
    return RedactedThrowable.of(original.getThrowableProxy(), redaction);
  }

  @Override
  public String getThreadName() {
    return original.getThreadName();
  }

  @Override
  public Level getLevel() {
    return original.getLevel();
  }

  @Override
  public String getLoggerName() {
    return original.getLoggerName();
  }

  @Override
  public LoggerContextVO getLoggerContextVO() {
    return original.getLoggerContextVO();
  }

  @Override
  public StackTraceElement[] getCallerData() {
    return original.getCallerData();
  }

  @Override
  public boolean hasCallerData() {
    return original.hasCallerData();
  }

  @Override
  public List<Marker> getMarkerList() {
    return original.getMarkerList();
  }

  @Override
  public long getTimeStamp() {
    return original.getTimeStamp();
  }

  @Override
  public int getNanoseconds() {
    return original.getNanoseconds();
  }

  @Override
  public long getSequenceNumber() {
    return original.getSequenceNumber();
  }

  @Override
  public void prepareForDeferredProcessing() {
    original.prepareForDeferredProcessing();
  }
}

package io.longshore.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.slf4j.event.KeyValuePair;

/// One readable line an event: `2026-11-22T21:56:22.557Z INFO Command finished commandId=c1
/// outcome=succeeded`.
///
/// Control characters are escaped: no value can forge a second line or steer a terminal. Only an
/// exception adds lines, and its message may have some. A pattern layout would do nearly the same
/// for 100 ms more of every start (date formats, pattern compiler).
final class ConsoleLine extends EncoderBase<ILoggingEvent> {
  private static final Pattern PLAIN_VALUE = Pattern.compile("[^\\s\"=]+");
  private static final byte[] NOTHING = {};

  private final Redaction redaction;

  ConsoleLine(Redaction redaction) {
    this.redaction = redaction;
  }

  @Override
  public byte[] encode(ILoggingEvent original) {
    ILoggingEvent event = new RedactedEvent(original, redaction);
    StringBuilder line = new StringBuilder(160);
    line.append(Instant.ofEpochMilli(event.getTimeStamp())).append(' ');
    line.append("%-5s".formatted(event.getLevel())).append(' ');
    line.append(oneLine(event.getMessage()));
    for (KeyValuePair pair : event.getKeyValuePairs()) {
      line.append(' ').append(oneLine(pair.key)).append('=').append(value(pair.value.toString()));
    }
    line.append('\n');
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      line.append(escaped(ThrowableProxyUtil.asString(thrown), ConsoleLine::isLayout));
    }
    return line.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String value(String text) {
    String shown = oneLine(text);
    return PLAIN_VALUE.matcher(shown).matches() ? shown : '"' + shown.replace("\"", "\\\"") + '"';
  }

  private static String oneLine(String text) {
    return escaped(text, _ -> false);
  }

  private static boolean isLayout(int character) {
    return character == '\n' || character == '\t';
  }

  /// @param plain control characters that stay as they are
  private static String escaped(String text, IntPredicate plain) {
    if (text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16);
    text.chars()
        .forEach(character -> {
          if (plain.test(character)) {
            shown.append((char) character);
          } else {
            append(shown, (char) character);
          }
        });
    return shown.toString();
  }

  private static void append(StringBuilder shown, char character) {
    switch (character) {
      case '\n' -> shown.append("\\n");
      case '\t' -> shown.append("\\t");
      default ->
          shown.append(
              Character.isISOControl(character)
                  ? "\\u%04x".formatted((int) character)
                  : String.valueOf(character));
    }
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}

package io.longshore.logging;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import org.jspecify.annotations.Nullable;

/// An exception whose messages, and those of its causes, hold no secrets.
record RedactedThrowable(IThrowableProxy original, Redaction redaction) implements IThrowableProxy {
  static @Nullable IThrowableProxy of(@Nullable IThrowableProxy original, Redaction redaction) {
    return original == null ? null : new RedactedThrowable(original, redaction);
  }

  @Override
  public @Nullable String getMessage() {
    String message = original.getMessage();
    return message == null ? null : redaction.redact(message);
  }

  @Override
  public @Nullable String getOverridingMessage() {
    String message = original.getOverridingMessage();
    return message == null ? null : redaction.redact(message);
  }

  @Override
  public @Nullable IThrowableProxy getCause() {
    return of(original.getCause(), redaction);
  }

  @Override
  public IThrowableProxy @Nullable [] getSuppressed() {
    IThrowableProxy @Nullable [] suppressed = original.getSuppressed();
    if (suppressed == null) {
      return null;
    }
    IThrowableProxy[] redacted = new IThrowableProxy[suppressed.length];
    for (int i = 0; i < suppressed.length; i++) {
      redacted[i] = new RedactedThrowable(suppressed[i], redaction);
    }
    return redacted;
  }

  @Override
  public String getClassName() {
    return original.getClassName();
  }

  @Override
  public StackTraceElementProxy[] getStackTraceElementProxyArray() {
    return original.getStackTraceElementProxyArray();
  }

  @Override
  public int getCommonFrames() {
    return original.getCommonFrames();
  }

  @Override
  public boolean isCyclic() {
    return original.isCyclic();
  }
}

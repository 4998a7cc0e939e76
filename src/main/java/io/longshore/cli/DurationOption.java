package io.longshore.cli;

import io.longshore.cli.text.DurationText;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a duration as people write it.
final class DurationOption implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    return DurationText.parse(text)
        .orElseThrow(() ->
            new TypeConversionException("expected " + DurationText.FORM + ", got '" + text + "'"));
  }
}

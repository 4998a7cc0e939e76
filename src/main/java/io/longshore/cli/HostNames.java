package io.longshore.cli;

import io.longshore.command.HostName;
import io.longshore.command.InvalidValueException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a host's name.
final class HostNames implements ITypeConverter<HostName> {
  @Override
  public HostName convert(String text) {
    try {
      return new HostName(text);
    } catch (InvalidValueException refused) {
      throw new TypeConversionException(refused.getMessage());
    }
  }
}

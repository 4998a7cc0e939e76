package io.longshore.cli;

import io.longshore.broker.Listener;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads `address:port`, with brackets around an IPv6 address.
final class Addresses implements ITypeConverter<Listener> {
  private static final Pattern FORM = Pattern.compile("\\[?([^\\[\\]]+)]?:(\\d{1,5})");

  @Override
  public Listener convert(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new TypeConversionException(
          "expected ADDRESS:PORT such as 127.0.0.1:9092, got '" + text + "'");
    }
    return new Listener(form.group(1), Integer.parseInt(form.group(2)));
  }
}

package io.longshore.command;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads an amount of memory: a number of bytes, or one followed by `b`, `k`, `m` or `g` in either
/// case (powers of 1024).
public final class MemorySize {
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,30})([bkmg]?)", Pattern.CASE_INSENSITIVE);
  private static final String EXPECTED = "bytes, or a number followed by b, k, m or g, below 8 EiB";

  private MemorySize() {}

  /// The number of bytes, at least 0.
  ///
  /// @throws InvalidValueException for anything else, and for more than a `long` holds
  public static long parse(String text) {
    Matcher size = FORM.matcher(text);
    if (!size.matches()) {
      throw new InvalidValueException(EXPECTED, text);
    }
    int power = "bkmg".indexOf(size.group(2).toLowerCase(Locale.ROOT));
    BigInteger bytes = new BigInteger(size.group(1)).shiftLeft(10 * power);
    if (bytes.bitLength() > Long.SIZE - 1) {
      throw new InvalidValueException(EXPECTED, text);
    }
    return bytes.longValueExact();
  }
}

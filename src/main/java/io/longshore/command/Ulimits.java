package io.longshore.command;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads process limits in every spelling the reference's callers use.
public final class Ulimits {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,30}");
  private static final BigInteger ENDLESS = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
  private static final String PREFIX = "rlimit_";
  private static final Set<String> NAMES =
      Set.of(
          "as",
          "core",
          "cpu",
          "data",
          "fsize",
          "locks",
          "memlock",
          "msgqueue",
          "nice",
          "nofile",
          "nproc",
          "rss",
          "rtprio",
          "rttime",
          "sigpending",
          "stack");

  private Ulimits() {}

  /// The canonical name: lower case, without `rlimit_`.
  ///
  /// @throws InvalidValueException for a limit that Linux does not know
  public static String name(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    String name = lower.startsWith(PREFIX) ? lower.substring(PREFIX.length()) : lower;
    if (!NAMES.contains(name)) {
      throw new InvalidValueException("a process limit such as nofile or memlock", text);
    }
    return name;
  }

  /// A limit from its halves, each a number, `unlimited` or -1; where one is null it is as the
  /// other.
  ///
  /// @throws InvalidValueException for other texts, without either half, and for a soft limit above
  ///   the hard one
  public static Dimensions.Ulimit limit(@Nullable String soft, @Nullable String hard) {
    String first = soft == null ? hard : soft;
    String second = hard == null ? soft : hard;
    if (first == null || second == null) {
      throw new InvalidValueException("soft, hard or both", "");
    }
    return new Dimensions.Ulimit(half(first), half(second));
  }

  private static long half(String text) {
    if (text.equalsIgnoreCase("unlimited")) {
      return Dimensions.Ulimit.UNLIMITED;
    }
    if (!NUMBER.matcher(text).matches()) {
      throw new InvalidValueException("a number, unlimited or -1", text);
    }
    BigInteger value = new BigInteger(text);
    if (value.equals(ENDLESS)) {
      return Dimensions.Ulimit.UNLIMITED;
    }
    if (value.bitLength() > Long.SIZE - 1 || value.compareTo(BigInteger.ONE.negate()) < 0) {
      throw new InvalidValueException("a number from 0 to 2^63 - 1, unlimited or -1", text);
    }
    return value.longValueExact();
  }
}

package io.longshore.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes as people write them: `512KiB`, `1MiB`, or a plain number of bytes.
final class SizeText {
  /// As the end of "expected …".
  static final String EXPECTED = "a size such as 512KiB or 1MiB, or a number of bytes";

  private static final int KIB = 1024;
  private static final int MIB = KIB * KIB;
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(|KiB|MiB)");

  private SizeText() {}

  /// Bytes, or nothing when the text is no size or one of 2 GiB or more.
  static Optional<Integer> parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int unit =
        switch (parts.group(2)) {
          case "MiB" -> MIB;
          case "KiB" -> KIB;
          default -> 1;
        };
    long bytes = Long.parseLong(parts.group(1)) * unit;
    return bytes > Integer.MAX_VALUE ? Optional.empty() : Optional.of((int) bytes);
  }

  /// The shortest form: in the largest unit that leaves no rest.
  static String show(int bytes) {
    if (bytes >= MIB && bytes % MIB == 0) {
      return bytes / MIB + "MiB";
    }
    return bytes >= KIB && bytes % KIB == 0 ? bytes / KIB + "KiB" : bytes + " bytes";
  }
}

package io.longshore.plan;

import java.util.BitSet;
import java.util.regex.Pattern;

/// A set of processors or memory nodes such as `0-1,4`: `0-1` and `0,1` are the same set.
///
/// @param numbers the members; empty when the text is empty or not of that form
/// @param otherText the text where it is not of that form; otherwise empty
record CpuSet(BitSet numbers, String otherText) {
  /// Up to 9999: more than any kernel can be built for.
  private static final Pattern FORM = Pattern.compile("\\d{1,4}(-\\d{1,4})?(,\\d{1,4}(-\\d{1,4})?)*");

  static CpuSet parse(String text) {
    String trimmed = text.strip();
    BitSet numbers = new BitSet();
    if (!FORM.matcher(trimmed).matches()) {
      return new CpuSet(numbers, trimmed);
    }
    for (String part : trimmed.split(",")) {
      String[] ends = part.split("-");
      int first = Integer.parseInt(ends[0]);
      int last = Integer.parseInt(ends[ends.length - 1]);
      numbers.set(first, Math.max(first, last) + 1);
    }
    return new CpuSet(numbers, "");
  }
}

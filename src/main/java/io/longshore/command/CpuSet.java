package io.longshore.command;

import java.util.BitSet;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A set of processors or memory nodes: `0-3,7`. Sets with the same members are equal, however they
/// were written.
public final class CpuSet {
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");
  private static final int LARGEST = 8191; // CONFIG_NR_CPUS of Linux is at most 8192.
  private static final String EXPECTED = "numbers up to " + LARGEST + " and ranges such as 0-3,7";

  private final BitSet members;

  private CpuSet(BitSet members) {
    this.members = members;
  }

  /// Reads a set; the empty text is the empty set.
  ///
  /// @throws InvalidValueException for anything but numbers and rising ranges
  public static CpuSet parse(String text) {
    BitSet members = new BitSet();
    if (!text.isEmpty()) {
      for (String range : text.split(",", -1)) {
        addRange(members, range, text);
      }
    }
    return new CpuSet(members);
  }

  private static void addRange(BitSet members, String range, String text) {
    Matcher numbers = RANGE.matcher(range);
    if (!numbers.matches()) {
      throw new InvalidValueException(EXPECTED, text);
    }
    int first = Integer.parseInt(numbers.group(1));
    int last = numbers.group(2) == null ? first : Integer.parseInt(numbers.group(2));
    if (first > last || last > LARGEST) {
      throw new InvalidValueException(EXPECTED, text);
    }
    members.set(first, last + 1);
  }

  /// The shortest way to write it, rising: `0-3,7`.
  @Override
  public String toString() {
    StringJoiner ranges = new StringJoiner(",");
    for (int first = members.nextSetBit(0);
        first >= 0;
        first = members.nextSetBit(members.nextClearBit(first))) {
      int last = members.nextClearBit(first) - 1;
      ranges.add(first == last ? Integer.toString(first) : first + "-" + last);
    }
    return ranges.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CpuSet that && members.equals(that.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }
}

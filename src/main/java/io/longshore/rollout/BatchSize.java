package io.longshore.rollout;

import io.longshore.command.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many hosts a batch has, as Ansible's `serial` writes it: a number, or a share of all hosts,
/// rounded down and at least one.
///
/// @param number of hosts, or per cent of all
/// @param percent whether it is a share
public record BatchSize(int number, boolean percent) {
  /// What a size is, as the end of "expected …".
  public static final String EXPECTED = "a number of hosts from 1, or a share such as \"10%\"";

  private static final Pattern FORM = Pattern.compile("(\\d{1,6})(%?)");
  private static final int ALL = 100;

  /// @throws InvalidValueException when it is no size
  public BatchSize {
    if (number < 1 || (percent && number > ALL)) {
      throw new InvalidValueException(EXPECTED, number + (percent ? "%" : ""));
    }
  }

  /// Reads `5` or `10%`.
  ///
  /// @throws InvalidValueException when it is neither
  public static BatchSize parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new InvalidValueException(EXPECTED, text);
    }
    return new BatchSize(Integer.parseInt(form.group(1)), !form.group(2).isEmpty());
  }

  /// The batches' sizes; the last one written is used again until every host is in a batch.
  ///
  /// @param sizes at least one
  /// @param hosts how many there are
  /// @return sizes that add up to the number of hosts
  public static List<Integer> split(List<BatchSize> sizes, int hosts) {
    List<Integer> batches = new ArrayList<>();
    int left = hosts;
    while (left > 0) {
      BatchSize size = sizes.get(Math.min(batches.size(), sizes.size() - 1));
      int taken = Math.min(left, size.of(hosts));
      batches.add(taken);
      left -= taken;
    }
    return batches;
  }

  private int of(int hosts) {
    return percent ? Math.max(1, Math.toIntExact((long) hosts * number / ALL)) : number;
  }

  /// As it is written.
  @Override
  public String toString() {
    return percent ? number + "%" : Integer.toString(number);
  }
}

package io.longshore.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names written with ranges: `web[01:03]` is `web01`, `web02` and `web03`, `db-[a:c]` has letters;
/// a third part is the step. A range of numbers has both ends, and keeps leading zeros.
final class HostRange {
  private static final Pattern RANGE =
      Pattern.compile("\\[(?:(\\d{1,9}):(\\d{1,9})|([a-zA-Z]):([a-zA-Z]))(?::(\\d{1,9}))?]");
  private static final int MOST = 100_000;

  private HostRange() {}

  /// The names; the text alone where it has no range.
  ///
  /// @throws InventoryException when a range is empty or makes more than 100,000 names
  static List<String> expand(String text) {
    List<String> names = new ArrayList<>();
    expand("", text, names);
    return names;
  }

  private static void expand(String before, String text, List<String> names) {
    Matcher range = RANGE.matcher(text);
    if (!range.find()) {
      add(before + text, names);
      return;
    }
    String head = before + text.substring(0, range.start());
    String rest = text.substring(range.end());
    items(range).forEach(item -> expand(head + item, rest, names));
  }

  private static void add(String name, List<String> names) {
    if (names.size() == MOST) {
      throw new InventoryException("a range makes more than " + MOST + " names");
    }
    names.add(name);
  }

  private static List<String> items(Matcher range) {
    boolean numbers = range.group(1) != null;
    int first = numbers ? Integer.parseInt(range.group(1)) : range.group(3).charAt(0);
    int last = numbers ? Integer.parseInt(range.group(2)) : range.group(4).charAt(0);
    int step = range.group(5) == null ? 1 : Integer.parseInt(range.group(5));
    if (first > last || step == 0 || last - first > MOST) {
      throw new InventoryException("the range " + range.group() + " holds nothing, or too much");
    }
    int width = numbers && range.group(1).startsWith("0") ? range.group(1).length() : 1;
    List<String> items = new ArrayList<>();
    for (int item = first; item <= last; item += step) {
      items.add(
          numbers
              ? String.format(Locale.ROOT, "%0" + width + "d", item)
              : String.valueOf((char) item));
    }
    return items;
  }
}

package io.longshore.event;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something that was found, in the shapes that JSON has. What is not known is left out.
public sealed interface Fact {

  /// A text.
  record Text(String text) implements Fact {}

  /// A whole number.
  record Amount(long number) implements Fact {}

  /// Yes or no.
  record Flag(boolean holds) implements Fact {}

  /// Several, in order.
  record Items(List<Fact> items) implements Fact {
    public Items {
      items = List.copyOf(items);
    }

    /// A list of texts.
    public static Items of(List<String> texts) {
      return new Items(texts.stream().<Fact>map(Text::new).toList());
    }
  }

  /// Several by name, in the order given.
  record Members(Map<String, Fact> members) implements Fact {
    public Members {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /// Texts by name.
    public static Members of(Map<String, String> texts) {
      Builder members = new Builder();
      texts.forEach(members::text);
      return members.build();
    }
  }

  /// Gathers members.
  final class Builder {
    private final Map<String, Fact> members = new LinkedHashMap<>();

    /// Adds a member.
    public Builder put(String name, Fact fact) {
      members.put(name, fact);
      return this;
    }

    /// Adds a text, unless it is null or empty, which says nothing.
    public Builder textIfAny(String name, @Nullable String text) {
      return text == null || text.isEmpty() ? this : text(name, text);
    }

    /// Adds a text.
    public Builder text(String name, String text) {
      return put(name, new Text(text));
    }

    /// Adds a number.
    public Builder amount(String name, long number) {
      return put(name, new Amount(number));
    }

    /// Adds a time, unless it is null.
    public Builder timeIfAny(String name, @Nullable Instant time) {
      return time == null ? this : text(name, time.toString());
    }

    /// What was added.
    public Members build() {
      return new Members(members);
    }
  }
}

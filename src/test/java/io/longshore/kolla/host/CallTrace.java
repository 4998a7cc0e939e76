package io.longshore.kolla.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What the worker asked engine and systemd for, in order, each call as the words by which lines
/// name it: `POST stop timeout=30`, `pull`, `inspect`, `RestartUnit`.
public final class CallTrace {
  private final List<Call> calls = new ArrayList<>();

  /// A call.
  ///
  /// @param words any of which a line may use for it, in lower case
  /// @param effect whether it was to change something; unit files are not counted
  public record Call(List<String> words, boolean effect) {
    /// Whether a line's words mean this call; a path may be cut short.
    public boolean isMeantBy(String text) {
      return Arrays.stream(text.toLowerCase(Locale.ROOT).split(" ", -1))
          .allMatch(wanted -> words.stream().anyMatch(word -> means(wanted, word)));
    }

    private static boolean means(String wanted, String word) {
      String bare = wanted.startsWith("/") ? wanted.substring(1) : wanted;
      return word.equals(bare) || (bare.contains("/") && word.startsWith(bare));
    }

    @Override
    public String toString() {
      return String.join(" ", words);
    }
  }

  synchronized void add(boolean effect, String... words) {
    calls.add(
        new Call(Arrays.stream(words).map(word -> word.toLowerCase(Locale.ROOT)).toList(), effect));
  }

  synchronized void clear() {
    calls.clear();
  }

  /// All of them, oldest first.
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /// Those that were to change something.
  public List<Call> effects() {
    return calls().stream().filter(Call::effect).toList();
  }
}

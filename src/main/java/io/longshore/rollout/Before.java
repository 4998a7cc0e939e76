package io.longshore.rollout;

import io.longshore.command.HostName;
import java.util.List;

/// What brings a host back to how it is before a rollout.
public sealed interface Before {
  /// Whose it is.
  HostName host();

  /// These commands.
  ///
  /// @param steps in order, as they are to be sent; none: there is nothing to bring back
  /// @param words what each is about, for people
  record Known(HostName host, List<Step> steps, List<String> words) implements Before {
    public Known {
      steps = List.copyOf(steps);
      words = List.copyOf(words);
    }
  }

  /// Nobody knows.
  ///
  /// @param words why, as a sentence
  record Unknown(HostName host, String words) implements Before {}
}

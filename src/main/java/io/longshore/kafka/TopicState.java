package io.longshore.kafka;

import java.util.List;
import java.util.Optional;

/// What became of a topic that was asked for.
public sealed interface TopicState {
  /// The topic.
  String topic();

  /// It was made as asked for.
  record Created(String topic) implements TopicState {}

  /// It was there.
  ///
  /// @param settings as they are in force
  /// @param partitions how many it has
  /// @param differences in what it is not as asked for; empty when in nothing
  record Existing(String topic, int partitions, TopicConfig settings, List<Difference> differences)
      implements TopicState {}

  /// It is not there.
  record Missing(String topic) implements TopicState {}

  /// It was there, and its settings may not be looked at by this client.
  ///
  /// @param why Kafka's own words
  record Unseen(String topic, String why) implements TopicState {}

  /// A setting that is not as asked for.
  ///
  /// @param setting Kafka's name for it, or `partitions`
  /// @param wanted what was asked for
  /// @param actual what is
  record Difference(String setting, String wanted, String actual) {
    @Override
    public String toString() {
      return setting + " is " + actual + ", wanted " + wanted;
    }
  }

  /// Topic settings by their names.
  interface TopicConfig {
    /// The value in force; empty when the topic has no such setting.
    Optional<String> get(String setting);
  }
}

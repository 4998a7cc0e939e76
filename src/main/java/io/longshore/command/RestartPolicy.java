package io.longshore.command;

import java.util.Arrays;
import java.util.Optional;

/// The parameter `restart_policy`.
public enum RestartPolicy {
  NO("no", "no"),
  ON_FAILURE("on-failure", "on-failure"),
  ALWAYS("always", "always"),
  UNLESS_STOPPED("unless-stopped", "always"),
  /// Run by the engine, without a unit: Kolla's bootstrap tasks.
  ONESHOT("oneshot", "no");

  private final String wireName;
  private final String unitValue;

  RestartPolicy(String wireName, String unitValue) {
    this.wireName = wireName;
    this.unitValue = unitValue;
  }

  /// The policy of that wire name; empty when there is none.
  public static Optional<RestartPolicy> named(String wireName) {
    return Arrays.stream(values()).filter(policy -> policy.wireName.equals(wireName)).findFirst();
  }

  /// The name in messages.
  public String wireName() {
    return wireName;
  }

  /// The value of `Restart=` in a unit.
  public String unitValue() {
    return unitValue;
  }
}

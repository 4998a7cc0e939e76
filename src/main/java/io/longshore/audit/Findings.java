package io.longshore.audit;

import io.longshore.command.HostName;

/// Takes what a check of a host's topics finds, as it is found.
@FunctionalInterface
public interface Findings {
  /// A promise was not kept.
  void breach(Breach breach);

  /// A message has no answer yet, and one may still come.
  ///
  /// @param commandId the command's
  /// @param command the offset of the message in the command topic
  default void pending(HostName host, String commandId, long command) {}
}

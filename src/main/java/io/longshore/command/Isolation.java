package io.longshore.command;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Privileges and namespaces of a container.
///
/// @param privileged whether it has all privileges
/// @param addedCapabilities the capabilities asked for, normalised; [Capability#ALL] stands for
///   every one
/// @param securityOptions the security options asked for, normalised; at most one `seccomp` and one
///   `apparmor`, since a process has one of each
/// @param ipcMode null when nothing is asked for
/// @param pidMode null when nothing is asked for; never [NamespaceMode#SHAREABLE]
/// @param cgroupMode null when nothing is asked for; never [NamespaceMode#SHAREABLE]
public record Isolation(
    boolean privileged,
    Set<Capability> addedCapabilities,
    Set<SecurityOption> securityOptions,
    @Nullable NamespaceMode ipcMode,
    @Nullable NamespaceMode pidMode,
    @Nullable NamespaceMode cgroupMode) {
  /// Nothing asked for.
  public static final Isolation DEFAULT =
      new Isolation(false, Set.of(), Set.of(), null, null, null);

  /// @throws InvalidValueException for a mode that the namespace does not have, and for two
  ///   security options of which only one can hold
  public Isolation {
    addedCapabilities = Set.copyOf(addedCapabilities);
    securityOptions = Set.copyOf(securityOptions);
    SecurityOption.checkTogether(securityOptions);
    if (pidMode == NamespaceMode.SHAREABLE || cgroupMode == NamespaceMode.SHAREABLE) {
      throw new InvalidValueException("host or private", "shareable");
    }
  }
}

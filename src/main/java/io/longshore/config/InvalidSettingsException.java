package io.longshore.config;

import java.util.List;
import java.util.stream.Collectors;

/// Settings that break rules: all that one record found at once.
public final class InvalidSettingsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  InvalidSettingsException(List<Fault> faults) {
    super(
        faults.stream()
            .map(fault -> fault.key() + ": expected " + fault.expected() + ", got " + fault.got())
            .collect(Collectors.joining("; ")));
    this.faults = List.copyOf(faults);
  }

  /// What is wrong, at least one.
  public List<Fault> faults() {
    return faults;
  }
}

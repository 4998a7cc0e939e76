package io.longshore.cli;

import io.longshore.event.Event;
import io.longshore.event.Outcome;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// How the process ends. The numbers are sysexits(3)'s where it has one that fits.
public enum ExitCode {
  /// What was asked for holds.
  SUCCEEDED(0, "done"),
  /// The command line is wrong.
  USAGE(64, "the command line is wrong"),
  /// The command was refused as unreadable or invalid, here or by the worker.
  REJECTED(65, "rejected: the command is invalid, or its id stands for another command"),
  /// The broker cannot be reached or refuses this client.
  UNAVAILABLE(69, "the broker cannot be reached, or refuses us"),
  /// The command failed, and no exit code of a container says how.
  FAILED(70, "failed, without an exit code of a container"),
  /// The command came too late.
  EXPIRED(71, "expired"),
  /// The command was called off.
  CANCELLED(72, "cancelled"),
  /// A newer command made it pointless.
  SUPERSEDED(73, "superseded"),
  /// A file cannot be read or written.
  FILE(74, "a file cannot be read"),
  /// Nothing was heard in time; or another worker works on this host, or has taken over.
  NO_ANSWER(75, "no answer in time; of a worker: another one works on this host"),
  /// What was found in the topics contradicts a promise.
  BREACH(76, "a breach was found"),
  /// The policy forbids it.
  DENIED(77, "denied"),
  /// The configuration is wrong.
  CONFIGURATION(78, "the configuration is wrong"),
  /// A fault in Longshore itself.
  FAULT(79, "a fault in Longshore itself"),
  /// A rollout went over all hosts, and some failed, as many as may.
  WITH_FAILURES(80, "some hosts failed, no more than may"),
  /// A rollout was taken back.
  REVERTED(81, "what was changed is as before"),
  /// A rollout was to be taken back and is not, on some hosts.
  REVERT_FAILED(82, "what was changed is not as before on some hosts"),
  /// Somebody stopped the waiting, as Unix shells number it.
  INTERRUPTED(130, "interrupted while waiting");

  private static final int LARGEST = 255;

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /// What the shell sees.
  public int number() {
    return number;
  }

  /// For a result: the container's or program's own exit code where there is one that tells more,
  /// else a code for the outcome.
  public static int of(Event.Finished finished) {
    Integer rc = finished.report().rc();
    boolean succeeded = finished.outcome() == Outcome.SUCCEEDED;
    if (rc != null && rc >= 0 && rc <= LARGEST && (succeeded || rc != 0)) {
      return rc;
    }
    return of(finished.outcome()).number;
  }

  private static ExitCode of(Outcome outcome) {
    return switch (outcome) {
      case SUCCEEDED -> SUCCEEDED;
      case FAILED -> FAILED;
      case REJECTED -> REJECTED;
      case DENIED -> DENIED;
      case EXPIRED -> EXPIRED;
      case CANCELLED -> CANCELLED;
      case SUPERSEDED -> SUPERSEDED;
    };
  }

  /// Numbers and meanings of some codes, as picocli shows them under `--help`.
  static Map<String, String> help(ExitCode... codes) {
    Map<String, String> meanings = new LinkedHashMap<>();
    Arrays.stream(codes).forEach(code -> meanings.put(Integer.toString(code.number), code.meaning));
    return meanings;
  }
}

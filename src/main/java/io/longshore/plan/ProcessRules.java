package io.longshore.plan;

import io.longshore.command.DesiredState;
import java.util.List;
import java.util.stream.Collectors;

/// Aspects `container_state` and `command`.
final class ProcessRules {
  private ProcessRules() {}

  static Verdict state(ComparisonSubject subject) {
    DesiredState wanted = subject.spec().state();
    ContainerStatus current = subject.container().state().status();
    return isIn(wanted, current)
        ? Verdict.EQUAL
        : Verdict.differs(
            current.engineName(),
            wanted.engineName(),
            "The container is not in the state asked for.");
  }

  /// Whether a container of that status counts as being in that state; `stopped` is on the way to
  /// `exited`.
  private static boolean isIn(DesiredState wanted, ContainerStatus current) {
    return switch (wanted) {
      case RUNNING -> current == ContainerStatus.RUNNING;
      case PAUSED -> current == ContainerStatus.PAUSED;
      case EXITED -> current == ContainerStatus.EXITED || current == ContainerStatus.STOPPED;
    };
  }

  /// Compared with the words given at creation, not with the process's, which have the image's
  /// entry point before them (D46). Without a request any command will do, unless the container's
  /// own record says that its command was asked for.
  static Verdict command(ComparisonSubject subject) {
    List<String> wanted = subject.spec().commandLine();
    List<String> current = subject.container().commandLine();
    if (wanted == null) {
      return subject.recorded(SpecRecord.Entry.COMMAND)
          ? Verdict.differs(
              shown(current), null, "The container runs a command that is no longer asked for.")
          : Verdict.EQUAL;
    }
    return wanted.equals(current)
        ? Verdict.EQUAL
        : Verdict.differs(
            current.isEmpty() ? null : shown(current),
            shown(wanted),
            "The container runs another command than the one asked for.");
  }

  private static String shown(List<String> words) {
    return words.stream()
        .map(word ->
            word.isEmpty() || word.chars().anyMatch(Character::isWhitespace)
                ? "'" + word + "'"
                : word)
        .collect(Collectors.joining(" "));
  }
}

package io.longshore.plan;

import io.longshore.command.InvalidValueException;
import io.longshore.command.Isolation;
import io.longshore.command.NamespaceMode;
import io.longshore.command.SecurityOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Aspect `security_opt`. Privileged containers have no such confinement, and with the host's
/// processes or IPC the engine itself switches labels off; the rest are compared as sets. `mask`,
/// `unmask` and `proc-opts` no engine reports (`unmask=all` it may report unasked): the container's
/// own record tells about them.
final class SecurityOptionRule {
  private static final Set<String> UNREPORTED = Set.of("mask", "unmask", "proc-opts");

  private SecurityOptionRule() {}

  static Verdict compare(ComparisonSubject subject) {
    Isolation isolation = subject.spec().isolation();
    if (isolation.privileged()) {
      return Verdict.EQUAL;
    }
    boolean labelsOff =
        isolation.pidMode() == NamespaceMode.HOST || isolation.ipcMode() == NamespaceMode.HOST;
    Set<String> wanted =
        texts(isolation.securityOptions().stream().map(SecurityOption::text), labelsOff);
    Set<String> current = texts(reported(subject.container()), labelsOff);
    if (!wanted.equals(current)) {
      return Verdict.differs(
          Verdict.list(current),
          Verdict.list(wanted),
          "The security options are not those asked for.");
    }
    return compareUnreported(subject);
  }

  /// The options asked for that no engine reports.
  static Set<String> unreported(Set<SecurityOption> options) {
    Set<String> texts = new TreeSet<>();
    options.stream()
        .filter(option -> UNREPORTED.contains(option.name()))
        .forEach(option -> texts.add(option.text()));
    return texts;
  }

  private static Verdict compareUnreported(ComparisonSubject subject) {
    Set<String> wanted = unreported(subject.spec().isolation().securityOptions());
    SpecRecord specRecord = subject.specRecord();
    if (specRecord == null) {
      return wanted.isEmpty()
          ? Verdict.EQUAL
          : Verdict.equalWith(
              "security_opt: whether " + Verdict.list(wanted) + " is in force cannot be seen");
    }
    Set<String> recorded = specRecord.values(SpecRecord.Entry.SECURITY_OPTIONS);
    return wanted.equals(recorded)
        ? Verdict.EQUAL
        : Verdict.differs(
            Verdict.list(recorded),
            Verdict.list(wanted),
            "The container was made with other masks of its /proc and /sys.");
  }

  private static Set<String> texts(Stream<String> options, boolean labelsOff) {
    Set<String> texts = new TreeSet<>();
    options
        .filter(option -> !UNREPORTED.contains(nameOf(option)))
        .filter(option -> !(labelsOff && nameOf(option).equals("label")))
        .forEach(texts::add);
    return texts;
  }

  /// Several labels come as one text, `label=a,label=b`.
  private static Stream<String> reported(ObservedContainer container) {
    List<String> options = container.isolation().securityOptions();
    return options.stream()
        .flatMap(option -> Arrays.stream(option.split(",(?=label[=:])")))
        .filter(option -> !option.matches("no-new-privileges[=:]false"))
        .map(SecurityOptionRule::normalise);
  }

  private static String normalise(String option) {
    try {
      return new SecurityOption(option).text();
    } catch (InvalidValueException unknown) {
      // Whatever it is, nobody can have asked for it: as it stands it is a difference.
      return option;
    }
  }

  private static String nameOf(String option) {
    return option.split("=", 2)[0];
  }
}

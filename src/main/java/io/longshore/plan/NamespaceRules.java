package io.longshore.plan;

import io.longshore.command.NamespaceMode;
import org.jspecify.annotations.Nullable;

/// Aspects `privileged`, `ipc_mode`, `pid_mode` and `cgroupns_mode`.
final class NamespaceRules {
  private NamespaceRules() {}

  static Verdict privileged(ComparisonSubject subject) {
    boolean current = subject.container().isolation().privileged();
    boolean wanted = subject.spec().isolation().privileged();
    return current == wanted
        ? Verdict.EQUAL
        : Verdict.differs(
            Boolean.toString(current),
            Boolean.toString(wanted),
            current
                ? "The container is privileged but is not to be."
                : "The container is to be privileged but is not.");
  }

  /// Compared only when asked for, now or by the container's own record, since engines choose
  /// different defaults.
  static Verdict ipc(ComparisonSubject subject) {
    NamespaceMode wanted = subject.spec().isolation().ipcMode();
    if (wanted == null) {
      return withdrawn(subject, SpecRecord.Entry.IPC_MODE, NamespaceMode.SHAREABLE, "IPC");
    }
    String current = currentIpc(subject.container().isolation().ipcMode(), subject.specRecord());
    if (current == null) {
      return Verdict.equalWith(
          "ipc_mode: this engine does not report it, and the container carries no record of it");
    }
    return exactly(current, wanted, "IPC");
  }

  /// Without a request an own namespace is expected, which the engine calls `private` or nothing.
  static Verdict pid(ComparisonSubject subject) {
    NamespaceMode wanted = subject.spec().isolation().pidMode();
    String current = subject.container().isolation().pidMode();
    if (wanted != null) {
      return exactly(current, wanted, "process");
    }
    return current.isEmpty() || current.equals(NamespaceMode.PRIVATE.engineName())
        ? Verdict.EQUAL
        : Verdict.differs(
            current, null, "The container is not to share another process namespace.");
  }

  /// Compared only when asked for, now or by the container's own record; nothing reported means the
  /// host's.
  static Verdict cgroup(ComparisonSubject subject) {
    NamespaceMode wanted = subject.spec().isolation().cgroupMode();
    String reported = subject.container().isolation().cgroupMode();
    String current = reported.isEmpty() ? NamespaceMode.HOST.engineName() : reported;
    return wanted == null
        ? withdrawn(subject, SpecRecord.Entry.CGROUP_MODE, null, "control group")
        : exactly(current, wanted, "control group");
  }

  /// A mode that the container was made with and that nobody asks for any more.
  ///
  /// @param engineDefault what a container has that asks for nothing; null: it depends
  private static Verdict withdrawn(
      ComparisonSubject subject,
      SpecRecord.Entry entry,
      @Nullable NamespaceMode engineDefault,
      String kind) {
    SpecRecord specRecord = subject.specRecord();
    String recorded = specRecord == null ? null : specRecord.value(entry);
    boolean asByDefault = engineDefault != null && engineDefault.engineName().equals(recorded);
    return recorded == null || asByDefault
        ? Verdict.EQUAL
        : Verdict.differs(
            recorded, null, "The container's " + kind + " namespace is no longer asked for.");
  }

  /// The mode reported. Of an engine that does not tell, the container's own record tells, where a
  /// mode not asked for is the engine's default. Null when nothing tells.
  private static @Nullable String currentIpc(String reported, @Nullable SpecRecord specRecord) {
    if (!reported.isEmpty()) {
      return reported;
    }
    if (specRecord == null) {
      return null;
    }
    String recorded = specRecord.value(SpecRecord.Entry.IPC_MODE);
    return recorded == null ? NamespaceMode.SHAREABLE.engineName() : recorded;
  }

  private static Verdict exactly(String current, NamespaceMode wanted, String kind) {
    return current.equals(wanted.engineName())
        ? Verdict.EQUAL
        : Verdict.differs(
            current.isEmpty() ? null : current,
            wanted.engineName(),
            "The container's " + kind + " namespace is not the one asked for.");
  }
}

package io.longshore.audit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Follows the chain of a host's results. The first result that is there may follow any that
/// retention has removed; each further one has to follow the one before it.
///
/// A topic may begin with results of workers that did not chain yet: the chain then begins with the
/// first that carries a digest.
final class ChainCheck {
  private @Nullable String head;
  private long headOffset;
  private boolean seen;
  private @Nullable String kept;
  private boolean keptSeen;

  /// Learns a digest that the chain led through once. To be called first.
  void expect(String digest) {
    kept = digest;
  }

  /// The digest that was expected and has not been seen; empty when there is none.
  Optional<String> missed() {
    return keptSeen ? Optional.empty() : Optional.ofNullable(kept);
  }

  /// What is wrong with the next result; empty when it follows.
  ///
  /// @param offset the result's
  Optional<Fault> next(long offset, Told.Link link) {
    boolean before = head == null && link.own() == null && link.previous() == null;
    Optional<Fault> fault = before ? Optional.empty() : fault(link);
    if (!before) {
      head = link.computed();
    }
    headOffset = offset;
    seen = true;
    // The first result that is there may follow it.
    keptSeen |= kept != null && (kept.equals(link.computed()) || kept.equals(link.previous()));
    return fault;
  }

  /// The digest of the newest result; null when there is none that is chained.
  @Nullable String head() {
    return head;
  }

  private Optional<Fault> fault(Told.Link link) {
    if (link.own() == null) {
      return Optional.of(new Fault(Breach.Kind.CHAIN_BROKEN, "carries no digest"));
    }
    if (!link.computed().equals(link.own())) {
      return Optional.of(
          new Fault(
              Breach.Kind.ALTERED,
              "has the digest " + link.computed() + " and says " + link.own()));
    }
    boolean first = head == null && (!seen || link.previous() == null);
    if (first || (head != null && head.equals(link.previous()))) {
      return Optional.empty();
    }
    return Optional.of(
        new Fault(
            Breach.Kind.CHAIN_BROKEN,
            "follows %s, and the result before it, at %d, is %s"
                .formatted(shown(link.previous()), headOffset, shown(head))));
  }

  private static String shown(@Nullable String digest) {
    return digest == null ? "none" : digest;
  }

  /// What is wrong.
  ///
  /// @param what as the end of a sentence about the result
  record Fault(Breach.Kind kind, String what) {}
}

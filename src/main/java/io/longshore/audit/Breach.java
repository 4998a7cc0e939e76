package io.longshore.audit;

import io.longshore.command.HostName;
import org.jspecify.annotations.Nullable;

/// A promise that was not kept, or evidence that somebody has changed.
///
/// @param host whose topics tell it
/// @param kind which promise
/// @param commandId null when it is not about one command
/// @param command the offset of the message in the command topic; null when there is none
/// @param result the offset of the event in the result topic; null when there is none
/// @param what what was seen, with the offsets of other messages; may hold text of others
public record Breach(
    HostName host,
    Kind kind,
    @Nullable String commandId,
    @Nullable Long command,
    @Nullable Long result,
    String what) {
  /// What is broken, and what that means.
  public enum Kind {
    /// A message has no answer although one is due.
    MISSING("missing", "nobody knows what became of it"),
    /// A message has more than one answer, or a command more than one result.
    DOUBLED("doubled", "it may have been carried out more than once"),
    /// An answer to what nobody asked.
    UNASKED("unasked", "something was answered, and maybe done, that nobody asked for"),
    /// A result is not of the command that stands in the command topic.
    OTHER_COMMAND("otherCommand", "the command was exchanged after it was answered, or before"),
    /// A later command's result came before an earlier one's of the same resource.
    OUT_OF_ORDER("outOfOrder", "a later command may have been undone by an earlier one"),
    /// A command was begun after its deadline.
    LATE("late", "it was carried out when it was no longer wanted"),
    /// A command was begun after its result was published.
    BEGUN_AGAIN("begunAgain", "it may have been carried out more than once"),
    /// A result is not what its own digest says.
    ALTERED("altered", "the result was changed after it was published"),
    /// A result does not follow the one before it.
    CHAIN_BROKEN("chainBroken", "a result in between was removed, changed, or not the worker's"),
    /// The chain does not lead through a digest that somebody kept.
    HEAD_GONE(
        "headGone",
        "results up to it were removed, by retention or somebody, or all since were made anew"),
    /// What no worker of a known version writes.
    UNREADABLE("unreadable", "something else than a worker wrote it, or a newer one");

    private final String wireName;
    private final String meaning;

    Kind(String wireName, String meaning) {
      this.wireName = wireName;
      this.meaning = meaning;
    }

    /// The name in reports for programs.
    public String wireName() {
      return wireName;
    }

    /// What it means, as the end of a sentence.
    public String meaning() {
      return meaning;
    }
  }
}

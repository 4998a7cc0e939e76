package io.longshore.kolla;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Action;
import io.longshore.kolla.host.CallTrace.Call;
import io.longshore.kolla.host.Happened;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// Checks the calls that a line expects of the worker.
final class Calls {
  private Calls() {}

  /// All calls stand in the line's order, and no other changes anything. Unit files, the names that
  /// containers bear for a while as one replaces the other, and the volumes that a container needs
  /// are not counted unless named.
  static void check(JsonNode wanted, Happened happened) {
    List<String> words = wanted.valueStream().map(JsonNode::stringValue).toList();
    List<Call> made = asReferenced(happened.trace().calls());
    if (isAboutContainers(happened) && words.stream().noneMatch(word -> word.contains("volumes"))) {
      made.removeIf(call -> call.isMeantBy("volumes/create"));
    }
    int next = 0;
    List<Call> unexpected = new ArrayList<>();
    for (Call call : made) {
      if (next < words.size() && call.isMeantBy(words.get(next))) {
        next++;
      } else if (call.effect() && !call.isMeantBy("rename")) {
        unexpected.add(call);
      }
    }
    assertThat(words.subList(next, words.size())).as("calls missing from %s", made).isEmpty();
    assertThat(unexpected).as("calls beyond %s", words).isEmpty();
  }

  private static boolean isAboutContainers(Happened happened) {
    return happened.result().header().action() != Action.CREATE_VOLUME;
  }

  static void checkNone(JsonNode unwanted, Happened happened) {
    unwanted.forEach(words ->
        assertThat(happened.trace().calls())
            .noneMatch(call -> call.isMeantBy(words.stringValue().toLowerCase(Locale.ROOT))));
  }

  /// libpod's restart is a stop and a start in one call.
  private static List<Call> asReferenced(List<Call> calls) {
    List<Call> all = new ArrayList<>();
    for (Call call : calls) {
      if (call.isMeantBy("POST restart")) {
        all.add(instead(call, "stop"));
        all.add(instead(call, "start"));
      } else {
        all.add(call);
      }
    }
    return all;
  }

  private static Call instead(Call restart, String verb) {
    List<String> words = new ArrayList<>(restart.words());
    words.add(verb);
    return new Call(words, true);
  }
}

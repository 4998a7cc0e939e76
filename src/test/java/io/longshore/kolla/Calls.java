package io.longshore.kolla;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Action;
import io.longshore.kolla.host.CallTrace.Call;
import io.longshore.kolla.host.Happened;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Checks the calls that a line expects of the worker.
final class Calls {
  private static final Pattern GRACE = Pattern.compile("timeout=\\d+");
  private static final String BY_FORCE = " *(timeout=\\d+|force=true)";

  private Calls() {}

  /// All calls stand in the line's order, and no other changes anything. Unit files, the names that
  /// containers bear for a while as one replaces the other, and the volumes that a container needs
  /// are not counted unless named.
  static void check(JsonNode wanted, Happened happened) {
    List<String> words =
        wanted.valueStream().map(JsonNode::stringValue).map(Calls::spelled).toList();
    List<Call> made = asReferenced(happened.trace().calls());
    if (isAboutContainers(happened) && words.stream().noneMatch(word -> word.contains("volumes"))) {
      made.removeIf(call -> call.isMeantBy("volumes/create"));
    }
    int next = 0;
    List<Call> unexpected = new ArrayList<>();
    List<Call> stops = new ArrayList<>();
    for (Call call : made) {
      if (next < words.size() && call.isMeantBy(words.get(next))) {
        next++;
      } else if (next < words.size() && isRemovalAfter(stops, call, words.get(next))) {
        unexpected.removeAll(stops);
        next++;
      } else if (call.effect() && !call.isMeantBy("rename")) {
        unexpected.add(call);
      }
      note(call, stops);
    }
    assertThat(words.subList(next, words.size())).as("calls missing from %s", made).isEmpty();
    assertThat(unexpected).as("calls beyond %s", words).isEmpty();
  }

  /// The reference removes by force, which stops with a grace; here a stop right before the removal
  /// does, or that of the unit, whose text has the grace.
  private static boolean isRemovalAfter(List<Call> stops, Call call, String words) {
    Matcher grace = GRACE.matcher(words);
    String ofTheStop = grace.find() ? grace.group() : "stop";
    return !stops.isEmpty()
        && call.isMeantBy("DELETE containers")
        && words.contains("delete")
        && call.isMeantBy(words.replaceAll(BY_FORCE, "").strip())
        && stops.stream().anyMatch(stop -> stop.isMeantBy("StopUnit") || stop.isMeantBy(ofTheStop));
  }

  /// Keeps the stops that stand right before whatever comes next.
  private static void note(Call call, List<Call> stops) {
    if (call.isMeantBy("StopUnit") || call.isMeantBy("POST stop")) {
      stops.add(call);
    } else if (call.effect()) {
      stops.clear();
    }
  }

  /// In the words of the trace, which the behaviour page has others for.
  private static String spelled(String words) {
    String text = words.toLowerCase(Locale.ROOT);
    if (text.matches("(write|install) unit|unit (write|install)")) {
      return "unit-write";
    }
    if (text.matches("(delete|remove) unit|unit (delete|remove)")) {
      return "unit-delete";
    }
    return text.replaceFirst("^(image|container|volume) ", "$1s ");
  }

  private static boolean isAboutContainers(Happened happened) {
    return happened.result().header().action() != Action.CREATE_VOLUME;
  }

  static void checkNone(JsonNode unwanted, Happened happened) {
    unwanted.forEach(words ->
        assertThat(happened.trace().calls())
            .noneMatch(call -> call.isMeantBy(spelled(words.stringValue()))));
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

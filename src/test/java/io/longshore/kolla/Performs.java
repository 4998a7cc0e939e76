package io.longshore.kolla;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.kolla.host.CallTrace.Call;
import io.longshore.kolla.host.Happened;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Checks which of the simpler actions an action amounts to, by their effect: how a container is
/// replaced is the worker's business.
final class Performs {
  private Performs() {}

  /// @param wanted the name of an action, a list of them in order, or null for nothing
  static void check(JsonNode wanted, Happened happened) {
    List<String> actions =
        wanted.isString()
            ? List.of(wanted.stringValue())
            : wanted.valueStream().map(JsonNode::stringValue).toList();
    actions.forEach(action -> check(action, happened));
    boolean nothing = actions.isEmpty() || actions.equals(List.of("nothing"));
    assertThat(happened.trace().effects().isEmpty()).as("nothing is done").isEqualTo(nothing);
    assertThat(happened.oldIsGone() || !happened.isNew())
        .as("a new container stands beside none")
        .isTrue();
    if (!actions.contains("remove_container") && !actions.contains("start_container")) {
      assertThat(happened.isNew()).as("a new container was made").isFalse();
    }
  }

  private static void check(String action, Happened happened) {
    switch (action) {
      case "ensure_image" -> checkImageFirst(happened.trace().calls());
      case "stop_container", "remove_container" ->
          assertThat(happened.oldIsGone()).as("the old container is gone").isTrue();
      case "start_container" -> {
        assertThat(happened.isNew()).as("a new container is there").isTrue();
        assertThat(happened.runs()).as("it runs").isTrue();
      }
      case "restart_container" -> {
        assertThat(happened.trace().effects())
            .anyMatch(call -> call.isMeantBy("RestartUnit") || call.isMeantBy("restart"));
        assertThat(happened.runs()).as("it runs").isTrue();
      }
      case "nothing" -> {}
      default -> throw new AssertionError("no check is known for performing " + action);
    }
  }

  /// The image is looked for, and pulled where it is missing, before anything is stopped.
  private static void checkImageFirst(List<Call> calls) {
    int stop = first(calls, "StopUnit", "stop", "DELETE");
    int look = first(calls, "images");
    assertThat(look).isLessThan(stop);
    assertThat(calls.subList(Math.min(stop, calls.size()), calls.size()))
        .noneMatch(call -> call.isMeantBy("pull"));
  }

  private static int first(List<Call> calls, String... words) {
    for (int index = 0; index < calls.size(); index++) {
      for (String word : words) {
        if (calls.get(index).isMeantBy(word)) {
          return index;
        }
      }
    }
    return calls.size();
  }
}

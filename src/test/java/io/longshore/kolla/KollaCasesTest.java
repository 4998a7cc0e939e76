package io.longshore.kolla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.longshore.command.Action;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// Holds Longshore to the reference's behaviour: each line of `kolla-cases.jsonl` that is ours, and
/// of `kolla-cases-ours.jsonl`, is a test, named by its id. Lines of another file are run instead
/// with `-Dkolla.cases=FILE`. No line is left out: one that no check understands fails.
class KollaCasesTest {
  private static final Map<String, Consumer<KollaCase>> CHECKS = checks();

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void behavesAsTheReferenceIsMeantTo(KollaCase given) {
    assertThatCode(() -> check(given)).as(given.toString()).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'aspect':'unheard_of','params':{},'current':null,'expect':{'differs':true}}",
        "{'aspect':'stop_container','params':{'name':'a'},'current':null,'expect':{'moon':1}}",
        "{'aspect':'stop_container','params':{'name':'a'},'current':{'moon':1},'expect':{}}",
        "{'aspect':'labels','params':{},'current':{'container':{}},'expect':{'differs':true,'moon':1}}",
        "{'aspect':'params','params':{},'current':null,'expect':{'error':'missing','moon':1}}",
        "{'aspect':'frames','params':{},'current':{'frames_hex':''},'expect':{'moon':1}}",
        "{'aspect':'unit','params':{},'current':null,'expect':{'canonical':null,'moon':1}}",
        "{'aspect':'unit','params':{},'current':null,'expect':{'error':'must','moon':1}}",
        "{'aspect':'volumes','params':{},'current':null,'expect':{'canonical':{'moon':null}}}",
        "{'aspect':'stop_container','params':{'name':'a'},'current':{'container':{'State':{'Status':'exited'}},'unit':'moon'},'expect':{}}",
        "{'aspect':'stop_container','params':{'name':'a'},'current':{'container':{'State':{'Status':'exited'}},'host':{'moon':1}},'expect':{}}",
        "{'aspect':'params','params':{'action':'stop_container','name':'a'},'current':null,'expect':{'canonical':{'labels':{}}}}",
        "{'aspect':'params','params':{'action':'stop_container','name':'a'},'current':null,'expect':{'canonical':{'api_version':'1'}}}",
        "{'aspect':'start_container','params':{'name':'a','image':'x'},'current':null,'expect':{'canonical':{'moon':null}}}"
      })
  void aLineThatIsNotUnderstoodFails(String line) {
    KollaCase given = KollaCase.of(JsonMapper.shared().readTree(line.replace('\'', '"')));

    assertThat(catchThrowable(() -> check(given))).isInstanceOf(AssertionError.class);
  }

  @Test
  void everyActionHasACheck() {
    for (Action action : Action.values()) {
      assertThat(CHECKS).containsKey(action.wireName());
    }
  }

  private static void check(KollaCase given) {
    if (ParameterCases.decides(given)) {
      ParameterCases.check(given);
      return;
    }
    Consumer<KollaCase> check = CHECKS.get(given.aspect());
    assertThat(check).as("a check for the aspect %s", given.aspect()).isNotNull();
    check.accept(given);
  }

  static List<KollaCase> cases() {
    return KollaCases.ours();
  }

  private static Map<String, Consumer<KollaCase>> checks() {
    Map<String, Consumer<KollaCase>> checks = new HashMap<>();
    for (Action action : Action.values()) {
      checks.put(action.wireName(), ActionCases::check);
    }
    ComparisonCases.ASPECTS.forEach(aspect -> checks.put(aspect, ComparisonCases::check));
    checks.put("config_check", ActionCases::checkConfig);
    checks.put("unit", UnitCases::check);
    checks.put("systemd_wait", ActionCases::checkWait);
    checks.put("frames", ActionCases::checkFrames);
    return Map.copyOf(checks);
  }
}

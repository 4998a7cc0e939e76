package io.longshore.generated;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Makes parameter sets of `start_container`.
///
/// Every parameter that says what a container is to be is among them, each apart from the others.
/// What the hosts at hand cannot do is not, for reasons that stand with the generator concerned.
public final class ParameterGenerator {
  static final String IMAGE = "image";

  /// Parameter to what makes a value of it.
  static final Map<String, Function<Dice, Spelled>> ALL = all();

  private static final int PRESENT_PERCENT = 35;

  private ParameterGenerator() {}

  private static Map<String, Function<Dice, Spelled>> all() {
    Map<String, Function<Dice, Spelled>> all = new LinkedHashMap<>();
    all.put(IMAGE, ProcessParameters::image);
    all.put("command", ProcessParameters::command);
    all.put("environment", ProcessParameters::environment);
    all.put("labels", ProcessParameters::labels);
    all.put("tty", ProcessParameters::flag);
    all.put("privileged", ProcessParameters::flag);
    all.put("cap_add", IsolationParameters::capabilities);
    all.put("security_opt", IsolationParameters::securityOptions);
    all.put("ipc_mode", IsolationParameters::ipcMode);
    all.put("pid_mode", IsolationParameters::pidMode);
    all.put("cgroupns_mode", IsolationParameters::cgroupMode);
    all.put("volumes", StorageParameters::volumes);
    all.put("volumes_from", StorageParameters::volumesFrom);
    all.put("tmpfs", StorageParameters::tmpfs);
    all.put("dimensions", LimitParameters::dimensions);
    all.put("healthcheck", LimitParameters::healthcheck);
    all.put("restart_policy", ProcessParameters::restartPolicy);
    all.put("restart_retries", ProcessParameters::retries);
    all.put("client_timeout", ProcessParameters::clientTimeout);
    all.put("graceful_timeout", ProcessParameters::gracefulTimeout);
    return all;
  }

  /// The set of that index.
  public static ParameterSet set(long seed, int index) {
    Dice dice = Dice.of(seed, index);
    SortedMap<String, Spelled> values = new TreeMap<>();
    ALL.forEach((name, generator) -> {
      boolean privileged = name.equals("privileged");
      if (name.equals(IMAGE) || dice.chance(privileged ? PRESENT_PERCENT / 2 : PRESENT_PERCENT)) {
        values.put(name, generator.apply(dice));
      }
    });
    return new ParameterSet(seed, index, values);
  }
}

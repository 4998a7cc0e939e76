package io.longshore.generated;

import io.longshore.command.ContainerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Makes sets that differ from one in one parameter, and sets that are simpler than one.
public final class Mutations {
  private static final int TRIES = 10;

  private final ParameterSet from;
  private final ContainerSpec made;
  private final ContainerSpec normal;
  private final List<Mutation> found = new ArrayList<>();

  private Mutations(ParameterSet from) {
    this.from = from;
    this.made = from.spec().orElseThrow();
    this.normal = NormalForm.of(made);
  }

  /// Sets in which one parameter is given, not given, or another, and sets in which one item of it
  /// is left out. All of them can be asked for, and mean something else.
  public static List<Mutation> of(ParameterSet set) {
    Mutations mutations = new Mutations(set);
    Dice dice = Dice.of(set.seed(), set.index(), 1);
    ParameterGenerator.ALL.forEach((name, generator) -> mutations.change(name, generator, dice));
    // Only a comparison takes the state for what it is.
    mutations.add("state", "given", set.with("state", ProcessParameters.state(dice)), false);
    return mutations.found;
  }

  /// Sets with one parameter less, or with less in one.
  public static List<ParameterSet> simpler(ParameterSet set) {
    List<ParameterSet> simpler = new ArrayList<>();
    for (Map.Entry<String, Spelled> each : set.values().entrySet()) {
      if (!each.getKey().equals(ParameterGenerator.IMAGE)) {
        simpler.add(set.without(each.getKey()));
        smaller(each.getValue()).forEach(value -> simpler.add(set.with(each.getKey(), value)));
      }
    }
    return simpler.stream().filter(each -> each.spec().isPresent()).toList();
  }

  private void change(String name, Function<Dice, Spelled> generator, Dice dice) {
    for (int tries = 0; tries < TRIES; tries++) {
      if (add(name, "another", from.with(name, generator.apply(dice)), true)) {
        break;
      }
    }
    Spelled value = from.values().get(name);
    if (value != null && !name.equals(ParameterGenerator.IMAGE)) {
      add(name, "not given", from.without(name), true);
      smaller(value).forEach(less -> add(name, "with less in it", from.with(name, less), false));
    }
  }

  private boolean add(String name, String how, ParameterSet set, boolean startable) {
    Optional<ContainerSpec> asked = set.spec();
    boolean real = asked.isPresent() && !NormalForm.of(asked.get()).equals(normal);
    if (real) {
      found.add(new Mutation(name, how, set, startable, made, asked.get()));
    }
    return real;
  }

  private static List<Spelled> smaller(Spelled value) {
    List<Spelled> smaller = new ArrayList<>();
    switch (value) {
      case Spelled.Single _ -> {}
      case Spelled.Items list -> {
        for (int index = 0; index < list.items().size(); index++) {
          smaller.add(list.without(index));
        }
      }
      case Spelled.Members map ->
          map.members()
              .forEach((key, inner) -> {
                smaller.add(map.without(key));
                smaller(inner).forEach(less -> smaller.add(map.with(key, less)));
              });
    }
    return smaller;
  }
}

package io.longshore.generated;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.ContainerSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ParameterGeneratorTest {
  private static final long SEED = 20261125;
  private static final List<ParameterSet> SETS =
      IntStream.range(0, 300).mapToObj(index -> ParameterGenerator.set(SEED, index)).toList();

  @Test
  void everySetIsAcceptedInEverySpelling() {
    for (ParameterSet set : SETS) {
      ContainerSpec spec = normal(set.write(0));
      for (int spelling = 1; spelling < 4; spelling++) {
        assertThat(normal(set.write(spelling))).as("%s", set.write(spelling)).isEqualTo(spec);
      }
    }
  }

  private static ContainerSpec normal(ObjectNode parameters) {
    return NormalForm.of(
        GeneratedCommand.spec(parameters)
            .orElseThrow(() -> new AssertionError("refused: " + parameters)));
  }

  @Test
  void theSameSeedAndIndexMakeTheSameSet() {
    for (ParameterSet set : SETS.subList(0, 20)) {
      assertThat(ParameterGenerator.set(SEED, set.index()).write(1)).isEqualTo(set.write(1));
    }
    assertThat(ParameterGenerator.set(SEED + 1, 0).write(1)).isNotEqualTo(SETS.get(0).write(1));
  }

  @Test
  void everyParameterIsMadeAndIsMadeAnother() {
    Set<String> made = new HashSet<>();
    Set<String> mutated = new HashSet<>();
    for (ParameterSet set : SETS.subList(0, 100)) {
      made.addAll(set.values().keySet());
      Mutations.of(set).forEach(mutation -> mutated.add(mutation.toString()));
    }
    for (String parameter : made) {
      assertThat(mutated).contains(parameter + " another");
    }
    assertThat(made).hasSize(20);
    assertThat(mutated).contains("volumes not given", "volumes with less in it", "state given");
  }
}

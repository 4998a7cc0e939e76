package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.kafka.TopicState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopicsCommandTest {
  @Test
  void aTopicThatIsMissingIsToldAndIsNotAsItShouldBe() {
    TopicState missing = new TopicState.Missing("longshore.commands.web04");

    assertThat(TopicsCommand.line(missing)).isEqualTo("longshore.commands.web04: missing");
    assertThat(TopicsCommand.isFit(missing)).isFalse();
  }

  @Test
  void aTopicThatDiffersIsNotAsItShouldBeAndOneThatMayNotBeLookedAtIsLetPass() {
    assertThat(TopicsCommand.isFit(existing(List.of()))).isTrue();
    assertThat(
            TopicsCommand.isFit(
                existing(List.of(new TopicState.Difference("partitions", "1", "2")))))
        .isFalse();
    assertThat(TopicsCommand.isFit(new TopicState.Unseen("t", "not allowed"))).isTrue();
  }

  private static TopicState existing(List<TopicState.Difference> differences) {
    return new TopicState.Existing("t", 1, _ -> Optional.empty(), differences);
  }
}

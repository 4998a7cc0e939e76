package io.longshore.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class CommandIdsTest {

  /// RFC 9562, appendix A.4.
  @Test
  void theStandardsExampleComesOut() {
    assertThat(CommandIds.named(CommandIds.DNS, "www.example.com").text())
        .isEqualTo("2ed6657d-e927-568b-95e1-2665a8aea6a2");
  }

  /// Made by Python's `uuid.uuid5`.
  @Test
  void aNameOfSeveralScriptsComesOutAsElsewhere() {
    assertThat(CommandIds.named(CommandIds.URL, "https://example.com/smörgås/東京").text())
        .isEqualTo("fff14acb-c104-563a-a5e1-0594835a1204");
  }

  @Test
  void theSameNameGivesTheSameIdAndAnotherNamespaceAnother() {
    UUID own = UUID.fromString("0f5d1c1e-7e7e-4b43-9f4d-0d8e0a9d7a01");

    assertThat(CommandIds.named(own, "a")).isEqualTo(CommandIds.named(own, "a"));
    assertThat(CommandIds.named(own, "a"))
        .isNotEqualTo(CommandIds.named(CommandIds.URL, "a"))
        .isNotEqualTo(CommandIds.named(own, "b"));
  }
}

package io.longshore.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// The digests were made with `sha256sum`, so that anybody can recompute a chain: `{ printf %s
/// "$previous"; cat payload; } | sha256sum`.
class ResultDigestTest {
  private static final String FIRST =
      "85d2123955dd0197f36c75ab2847b7108c765b2296e88ea5af8b1b08738c40b4";
  private static final String SECOND =
      "af8353a098cf2ca7ef016a9605c701191f90aec0ead0adf63c6ac0006a259f6d";

  @Test
  void theFirstIsTheDigestOfItsPayloadAndEachFurtherOneOfThatDigestAndItsOwn() {
    assertThat(ResultDigest.of(null, payload("c-1"))).isEqualTo(FIRST);
    assertThat(ResultDigest.of(FIRST, payload("c-2"))).isEqualTo(SECOND);
  }

  private static byte[] payload(String id) {
    return ("{\"event\":\"finished\",\"commandId\":\"" + id + "\"}")
        .getBytes(StandardCharsets.UTF_8);
  }
}

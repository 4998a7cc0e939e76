package io.longshore.engine.podman;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.ImageReference;
import io.longshore.plan.ObservedImage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FullNameTest {
  private static final String DIGEST = "sha256:" + "b".repeat(64);

  @ParameterizedTest
  @CsvSource({
    "registry.example:5000/kolla/nova:1, true",
    "registry.example:5000/kolla/nova, false",
    "elsewhere.example/kolla/nova:1, false",
    "kolla/nova:1, true",
    "nova:1, true",
    "registry.example:5000/kolla/nova@DIGEST, true",
    "registry.example:5000/kolla/nova:1@DIGEST, true",
    "elsewhere.example/kolla/nova@DIGEST, false",
    "docker.io/busybox, true",
    "docker.io/library/busybox, true",
    "index.docker.io/busybox, true",
    "index.docker.io/library/busybox, true",
    "index.docker.io/kolla/nova:1, true",
    "index.docker.io/nova:1, false"
  })
  void aNameWithItsRegistryMeansThatRegistrysImage(String reference, boolean meant) {
    ObservedImage image =
        new ObservedImage(
            "a".repeat(64),
            List.of(
                "registry.example:5000/kolla/nova:1",
                "docker.io/library/busybox:latest",
                "docker.io/kolla/nova:1"),
            List.of("registry.example:5000/kolla/nova@" + DIGEST),
            Map.of(),
            Set.of(),
            null);

    assertThat(FullName.isOf(new ImageReference(reference.replace("DIGEST", DIGEST)), image))
        .isEqualTo(meant);
  }
}

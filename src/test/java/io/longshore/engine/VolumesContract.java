package io.longshore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.Mount;
import io.longshore.command.Storage;
import io.longshore.command.VolumeName;
import io.longshore.engine.Containers.EngineRestart;
import io.longshore.event.FailureKind;
import io.longshore.plan.ListedVolume;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What holds for volumes of every engine.
interface VolumesContract {
  VolumeName VOLUME = new VolumeName("contract_db");

  EngineFixture fixture();

  private Volumes volumes() {
    return fixture().engine().volumes();
  }

  private boolean removed(VolumeName name) {
    return volumes().find(name).map(volumes()::remove).orElse(false);
  }

  @Test
  default void aVolumeIsMadeOnceAndKeepsItsLabels() {
    assertThat(volumes().find(VOLUME)).isEmpty();

    assertThat(volumes().create(VOLUME, Map.of("kolla_managed", "true"))).isTrue();
    assertThat(volumes().create(VOLUME, Map.of("other", "label"))).isFalse();
    assertThat(volumes().find(VOLUME).orElseThrow().labels())
        .isEqualTo(Map.of("kolla_managed", "true"));
  }

  @Test
  default void everyVolumeIsListedWithItsLabels() {
    VolumeName other = new VolumeName("contract_logs");
    volumes().create(VOLUME, Map.of("kolla_managed", "true"));
    volumes().create(other, Map.of());

    List<ListedVolume> listed = volumes().list();

    assertThat(listed)
        .extracting(ListedVolume::name)
        .containsExactlyInAnyOrder(VOLUME.text(), other.text());
    assertThat(listed)
        .filteredOn(each -> each.name().equals(VOLUME.text()))
        .singleElement()
        .satisfies(each -> assertThat(each.driver()).isEqualTo("local"))
        .satisfies(each -> assertThat(each.mountPoint()).contains(VOLUME.text()))
        .satisfies(each -> assertThat(each.labels()).containsEntry("kolla_managed", "true"));
    assertThat(removed(other)).isTrue();
  }

  @Test
  default void aRemovedVolumeIsGoneAndRemovingItAgainIsDoneAlready() {
    volumes().create(VOLUME, Map.of());

    assertThat(removed(VOLUME)).isTrue();
    assertThat(volumes().find(VOLUME)).isEmpty();
    assertThat(removed(VOLUME)).isFalse();
  }

  @Test
  default void theBeginningOfAVolumesNameIsNotThatVolume() {
    volumes().create(VOLUME, Map.of());
    VolumeName beginning = new VolumeName("contract_d");

    assertThat(volumes().find(beginning)).isEmpty();
    assertThat(removed(beginning)).isFalse();
    assertThat(volumes().find(VOLUME)).isPresent();
  }

  @Test
  default void aVolumeThatAContainerUsesIsNotRemoved() {
    volumes().create(VOLUME, Map.of());
    fixture().engine().containers().create(using(VOLUME), Map.of(), EngineRestart.NEVER);

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> removed(VOLUME))
        .withMessage("Volume named '" + VOLUME + "' is currently in-use")
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.IN_USE));
    assertThat(volumes().find(VOLUME)).isPresent();
  }

  @Test
  default void aNamedVolumeOutlivesTheContainerThatUsedIt() {
    volumes().create(VOLUME, Map.of());
    ContainerSpec spec = using(VOLUME);
    fixture().engine().containers().create(spec, Map.of(), EngineRestart.NEVER);

    assertThat(fixture().engine().containers().remove(spec.name())).isTrue();
    assertThat(volumes().find(VOLUME)).isPresent();
  }

  private ContainerSpec using(VolumeName volume) {
    ContainerSpec spec = fixture().service(new ContainerName("contract"));
    Storage storage = new Storage(List.of(Mount.parse(volume + ":/data")), Set.of(), List.of());
    return new ContainerSpec(
        spec.name(),
        spec.image(),
        spec.commandLine(),
        spec.environment(),
        spec.labels(),
        spec.tty(),
        spec.isolation(),
        storage,
        spec.dimensions(),
        spec.healthcheck(),
        spec.lifecycle(),
        spec.state());
  }
}

package io.longshore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest;
import io.longshore.engine.Containers.EngineRestart;
import io.longshore.event.FailureKind;
import io.longshore.plan.ObservedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What holds for images of every engine.
interface ImagesContract {
  Duration PULL = Duration.ofSeconds(60);

  EngineFixture fixture();

  private Images images() {
    return fixture().engine().images();
  }

  private boolean removed(ImageReference image) {
    return images().find(image).map(found -> images().remove(image, found)).orElse(false);
  }

  @Test
  default void anImageThatNobodyHasIsAbsent() {
    assertThat(images().find(new ImageReference("registry.example/nowhere/nothing:1"))).isEmpty();
    assertThat(images().find(new ImageReference("nothing"))).isEmpty();
    assertThat(removed(new ImageReference("registry.example/nowhere/nothing:1"))).isFalse();
  }

  @Test
  default void anImageIsFoundByItsFullAndByItsShortName() {
    ImageReference full = fixture().ownImage();
    ObservedImage found = images().find(full).orElseThrow();

    assertThat(found.repoTags()).contains(full.text());
    assertThat(images().find(new ImageReference(full.lastComponent())).orElseThrow().id())
        .isEqualTo(found.id());
  }

  @Test
  default void aListedImageIsTheOneThatIsFound() {
    ImageReference own = fixture().ownImage();
    ObservedImage found = images().find(own).orElseThrow();

    assertThat(images().list())
        .filteredOn(listed -> listed.id().equals(found.id()))
        .singleElement()
        .satisfies(listed -> assertThat(listed.repoTags()).contains(own.text()))
        .satisfies(listed -> assertThat(listed.labels()).isEqualTo(found.labels()))
        .satisfies(listed -> assertThat(listed.size()).isPositive());
  }

  @Test
  default void anotherRegistrysImageOfTheSameNameIsNotTheOneMeant() {
    String own = fixture().ownImage().text();
    ImageReference elsewhere =
        new ImageReference("elsewhere.example" + own.substring(own.indexOf('/')));

    assertThat(images().find(elsewhere)).isEmpty();
    assertThat(removed(elsewhere)).isFalse();
    assertThat(images().find(fixture().ownImage())).isPresent();
  }

  @Test
  default void aPulledImageIsLocalAndTellsItsProgress() {
    ImageReference image = fixture().publishedImage();
    List<String> progress = new ArrayList<>();

    String id = images().pull(ImageRequest.of(image), progress::add, PULL);

    assertThat(images().find(image).orElseThrow().id()).isEqualTo(id);
    assertThat(progress).isNotEmpty().noneMatch(String::isBlank);
    assertThat(images().pull(ImageRequest.of(image), progress::add, PULL)).isEqualTo(id);
  }

  @Test
  default void anImageThatItsRegistryDoesNotHaveIsNamedInTheReferencesWords() {
    ImageReference image = fixture().unpublishedImage();

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> images().pull(ImageRequest.of(image), _ -> {}, PULL))
        .withMessage("The requested image does not exist: " + image)
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.IMAGE_NOT_FOUND));
    assertThat(images().find(image)).isEmpty();
  }

  @Test
  default void aFailedPullLeavesTheLocalImageAsItWas() {
    ImageReference image = fixture().ownImage();
    String before = images().find(image).orElseThrow().id();

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> images().pull(ImageRequest.of(image), _ -> {}, PULL));

    assertThat(images().find(image).orElseThrow().id()).isEqualTo(before);
  }

  @Test
  default void aRemovedImageIsGoneAndRemovingItAgainIsDoneAlready() {
    ImageReference image = fixture().ownImage();

    assertThat(removed(image)).isTrue();
    assertThat(images().find(image)).isEmpty();
    assertThat(removed(image)).isFalse();
  }

  @Test
  default void anImageThatAContainerUsesIsNotRemoved() {
    ImageReference image = fixture().ownImage();
    ContainerSpec spec = ContainerSpec.of(new ContainerName("contract"), image);
    fixture().engine().containers().create(spec, Map.of(), EngineRestart.NEVER);

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> removed(image))
        .withMessage("Image '" + image + "' is currently in-use")
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.IN_USE));
    assertThat(images().find(image)).isPresent();
  }
}

package io.longshore.engine.podman;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.plan.ContainerStatus;
import io.longshore.plan.ListedContainer;
import io.longshore.plan.ListedImage;
import io.longshore.plan.ListedVolume;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ListDocumentTest {
  @Test
  void aContainerThatNeverRanHasNeitherStartNorEnd() {
    ListedContainer container =
        ListDocument.containers(
                json(
                    "[{'Id':'c1','Names':['web'],'State':'configured','StartedAt':-62135596800,'ExitedAt':-62135596800,'Labels':null,'Mounts':null}]"))
            .getFirst();

    assertThat(container.status()).isEqualTo(ContainerStatus.CREATED);
    assertThat(container.startedAt()).isNull();
    assertThat(container.endedAt()).isNull();
    assertThat(container.labels()).isEmpty();
    assertThat(container.mountPoints()).isEmpty();
  }

  @Test
  void aContainerWithoutANameGoesByItsId() {
    assertThat(ListDocument.containers(json("[{'Id':'c1','Names':[]}]")))
        .extracting(ListedContainer::name)
        .containsExactly("c1");
  }

  @Test
  void theHealthOfAContainerIsItsStatus() {
    assertThat(ListDocument.containers(json("[{'Names':['web'],'Status':'healthy'}]")))
        .extracting(ListedContainer::health)
        .containsExactly("healthy");
  }

  @Test
  void anImageWithoutNamesHasNone() {
    assertThat(
            ListDocument.images(
                json("[{'Id':'i1','RepoTags':null,'Created':1795635819,'Size':7}]")))
        .containsExactly(
            new ListedImage(
                "i1", List.of(), List.of(), Instant.ofEpochSecond(1_795_635_819L), 7, Map.of()));
  }

  @Test
  void nothingIsListedWhereThereIsNothing() {
    assertThat(ListDocument.volumes(json("null"))).isEmpty();
    assertThat(ListDocument.volumes(json("[]"))).isEmpty();
    assertThat(ListDocument.volumes(json("[{'Name':'v'}]")))
        .containsExactly(new ListedVolume("v", "", "", null, Map.of()));
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }
}

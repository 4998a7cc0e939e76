package io.longshore.engine.podman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.command.InvalidValueException;
import io.longshore.plan.ContainerStatus;
import io.longshore.plan.ObservedContainer;
import io.longshore.plan.ObservedContainer.ObservedHealthcheck;
import io.longshore.plan.ObservedContainer.ObservedMount;
import io.longshore.plan.ObservedContainer.ObservedUlimit;
import io.longshore.plan.ObservedImage;
import io.longshore.plan.ObservedVolume;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InspectDocumentTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Test
  void aContainerWithNothingButANameIsReadAsEmpty() {
    ObservedContainer container = read("{'Name':'a'}");

    assertThat(container.environment()).isEmpty();
    assertThat(container.labels()).isEmpty();
    assertThat(container.healthcheck()).isNull();
    assertThat(container.isolation().boundingCapabilities()).isNull();
    assertThat(container.mounts().mounts()).isEmpty();
    assertThat(container.state().status()).isEqualTo(ContainerStatus.UNKNOWN);
  }

  @Test
  void nullsAndOddlyTypedFieldsAreReadAsEmpty() {
    ObservedContainer container =
        read(
            """
            {'Name':'a','Id':null,'State':null,'BoundingCaps':null,'Mounts':null,
             'Config':{'Cmd':null,'Env':'text','Labels':[1],'Healthcheck':{},'Tty':{},'Entrypoint':['x']},
             'HostConfig':{'Binds':null,'Tmpfs':null,'CapAdd':7,'Memory':'text','Ulimits':[null,3]}}
            """);

    assertThat(container.id()).isEmpty();
    assertThat(container.commandLine()).isEmpty();
    assertThat(container.labels()).isEmpty();
    assertThat(container.healthcheck()).isNull();
    assertThat(container.isolation().addedCapabilities()).isEmpty();
    assertThat(container.dimensions().memory()).isZero();
    assertThat(container.dimensions().ulimits()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'Name':null}", "{'Name':'has a space'}"})
  void aDocumentThatNamesNoContainerIsRefused(String document) {
    assertThatThrownBy(() -> read(document)).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void theZeroTimeOfAContainerThatNeverRanIsNoTime() {
    ObservedContainer container =
        read(
            "{'Name':'a','State':{'StartedAt':'0001-01-01T00:00:00Z','FinishedAt':'soon','Status':'configured'}}");

    assertThat(container.state().startedAt()).isNull();
    assertThat(container.state().finishedAt()).isNull();
    assertThat(container.state().status()).isEqualTo(ContainerStatus.CREATED);
  }

  @Test
  void startTimesKeepTheirNanosecondsAndTheirOffset() {
    ObservedContainer container =
        read(
            "{'Name':'a','State':{'StartedAt':'2026-11-20T12:00:00.123456789+01:00','ExitCode':143,'OOMKilled':true}}");

    assertThat(container.state().startedAt())
        .isEqualTo(Instant.parse("2026-11-20T11:00:00.123456789Z"));
    assertThat(container.state().exitCode()).isEqualTo(143);
    assertThat(container.state().outOfMemory()).isTrue();
  }

  @Test
  void variablesMayHoldEqualsSignsAndBeEmpty() {
    ObservedContainer container =
        read("{'Name':'a','Config':{'Env':['A=1=2','EMPTY=','BROKEN','=x']}}");

    assertThat(container.environment())
        .containsExactly(Map.entry("A", "1=2"), Map.entry("EMPTY", ""));
  }

  @Test
  void anUnlimitedLimitIsMinusOneInEitherSpelling() {
    ObservedContainer container =
        read(
            "{'Name':'a','HostConfig':{'Ulimits':[{'Name':'RLIMIT_CORE','Soft':-1,'Hard':18446744073709551615}]}}");

    assertThat(container.dimensions().ulimits())
        .containsExactly(new ObservedUlimit("RLIMIT_CORE", -1, -1));
  }

  @Test
  void aMountThatDoesNotSayReadOnlyIsWritable() {
    ObservedContainer container =
        read(
            "{'Name':'a','Mounts':[{'Type':'volume','Name':'db','Source':'/v/db','Destination':'/db','Options':['rbind']}]}");

    assertThat(container.mounts().mounts())
        .containsExactly(
            new ObservedMount("volume", "db", "/v/db", "/db", "", List.of("rbind"), true, ""));
  }

  @Test
  void anImagesHealthcheckAndLabelsAreRead() {
    ObservedImage image =
        InspectDocument.image(
            json(
                """
                {'Id':'abc','RepoTags':['r/i:1'],'Labels':null,'Config':{'Volumes':{'/data':{}},'Labels':{'a':'1'}},
                 'Healthcheck':{'Test':['CMD','true'],'Interval':5000000000,'Retries':3,'StartInterval':1}}
                """));

    assertThat(image.labels()).containsExactly(Map.entry("a", "1"));
    assertThat(image.volumes()).containsExactly("/data");
    assertThat(image.healthcheck())
        .isEqualTo(new ObservedHealthcheck(List.of("CMD", "true"), 5_000_000_000L, 0, 0, 3));
  }

  @Test
  void aVolumeWithoutLabelsHasNone() {
    ObservedVolume volume = InspectDocument.volume(json("{'Name':'db','Labels':null}"));

    assertThat(volume.name().text()).isEqualTo("db");
    assertThat(volume.labels()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "4.3.1,''",
    "3.4.4,''",
    "4.4.0,shareable",
    "4.30.0,shareable",
    "5.4.2,shareable",
    "6.0.0-dev,shareable"
  })
  void enginesBefore44SayNothingOfTheIpcMode(String version, String expected) {
    ObservedContainer container =
        InspectDocument.container(
            json("{'Name':'a','HostConfig':{'IpcMode':'shareable'}}"), version);

    assertThat(container.isolation().ipcMode()).isEqualTo(expected);
  }

  private static ObservedContainer read(String document) {
    return InspectDocument.container(json(document));
  }

  private static JsonNode json(String text) {
    return JSON.readTree(text.replace('\'', '"'));
  }
}

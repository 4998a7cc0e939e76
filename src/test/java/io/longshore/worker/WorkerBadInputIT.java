package io.longshore.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.event.Event;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;
import io.longshore.event.Outcome;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What cannot be carried out is answered all the same, and what comes after it is carried out.
class WorkerBadInputIT extends OnThrowawayHost {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "/action | {'id':'ID','host':'HOST','action':'destroy_container','parameters':{'name':'a'}} | destroy_container",
        "/parameters/colour | {'id':'ID','host':'HOST','action':'create_volume','parameters':{'name':'a','colour':1}} | colour",
        "/parameters/detach | {'id':'ID','host':'HOST','action':'start_container','parameters':{'name':'a','image':'i','detach':[1]}} | boolean expected",
        "/parameters/name | {'id':'ID','host':'HOST','action':'stop_container','parameters':{}} | name",
        "/host | {'id':'ID','host':'elsewhere','action':'create_volume','parameters':{'name':'a'}} | elsewhere"
      })
  void aRefusalNamesTheFieldAndTheCommandBehindItIsCarriedOut(
      String pointer, String message, String expected) {
    String id = UUID.randomUUID().toString();
    desk.sendText(message.replace("ID", id).replace("HOST", hostName).replace('\'', '"'));
    String behind = desk.send("create_volume", "{'name':'behind'}");

    Event.Finished refused = desk.result(id);

    assertThat(refused.outcome()).as("%s", refused).isEqualTo(Outcome.REJECTED);
    assertThat(failure(refused).pointer()).isEqualTo(pointer);
    assertThat(failure(refused).message()).contains(expected);
    assertThat(desk.result(behind).outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(view.hasVolume("behind")).isTrue();
    assertThat(view.hasVolume("a")).isFalse();
  }

  @Test
  void whatIsNoJsonIsAnsweredUnderItsPlaceInTheTopic() {
    String message = "remove everything, please " + UUID.randomUUID();
    desk.sendText(message);

    Event.Finished refused = awaitRejected("longshore.commands." + hostName + "-0-");

    assertThat(failure(refused).kind()).isEqualTo(FailureKind.INVALID);
    assertThat(failure(refused).pointer()).isEmpty();
    assertThat(desk.ask("create_volume", "{'name':'behind'}").outcome())
        .isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  void aMessageOfFiveMebibytesIsRefusedForItsSize() {
    String id = UUID.randomUUID().toString();
    desk.sendText(
        "{\"id\":\"%s\",\"host\":\"%s\",\"issuer\":\"%s\"}"
            .formatted(id, hostName, "x".repeat(5 << 20)));
    String behind = desk.send("create_volume", "{'name':'behind'}");

    Event.Finished refused = desk.result(id);

    assertThat(refused.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(failure(refused).message()).contains("at most 1048576 bytes");
    assertThat(desk.result(behind).outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  void theSameIdAgainBringsTheFirstResultAndDoesNothing() {
    String id = desk.send("create_volume", "{'name':'data'}");
    Event.Finished first = desk.result(id);
    view.shell("podman volume rm data");

    desk.send(id, "create_volume", "{'name':'data'}");

    Event answer = desk.await(e -> e instanceof Event.Duplicate && CommandDesk.isOf(id, e));
    assertThat(((Event.Duplicate) answer).first()).isEqualTo(first);
    assertThat(view.hasVolume("data")).isFalse();
    assertThat(desk.eventsOf(id, Duration.ofMillis(300)).stream())
        .filteredOn(Event.Finished.class::isInstance)
        .hasSize(1);
  }

  @Test
  void theSameIdWithOtherContentIsAConflictAndDoesNothing() {
    String id = desk.send("create_volume", "{'name':'data'}");
    desk.result(id);

    desk.send(id, "remove_volume", "{'name':'data'}");

    Event answer = desk.await(e -> e instanceof Event.Conflict && CommandDesk.isOf(id, e));
    assertThat(((Event.Conflict) answer).failure().kind()).isEqualTo(FailureKind.ID_CONFLICT);
    assertThat(view.hasVolume("data")).isTrue();
  }

  private static Event.Finished awaitRejected(String idBeginning) {
    return (Event.Finished)
        desk.await(event ->
            event instanceof Event.Finished
                && event.header().commandId().text().startsWith(idBeginning));
  }

  private static Failure failure(Event.Finished finished) {
    return Objects.requireNonNull(finished.failure());
  }
}

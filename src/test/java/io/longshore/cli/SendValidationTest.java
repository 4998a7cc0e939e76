package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.Action;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No broker is there: whatever is refused here was refused at the desk.
class SendValidationTest {
  @Test
  void whatIsNoTextIsToldByItsName(@TempDir Path directory) throws Exception {
    Path latin = Files.write(directory.resolve("hosts"), new byte[] {'#', (byte) 0xfc, '\n'});

    Typed folder =
        Typed.in(
            "send", "-i", directory.toString(), "--hosts", "all", "stop_container", "--name", "x");
    Typed inventory =
        Typed.in("send", "-i", latin.toString(), "--hosts", "all", "stop_container", "--name", "x");
    Typed commands = Typed.in("send", "--file", latin.toString());

    assertThat(folder.exitCode()).isEqualTo(74);
    assertThat(folder.errors()).contains("cannot read the inventory " + directory + ": ");
    assertThat(inventory.exitCode()).isEqualTo(74);
    assertThat(inventory.errors())
        .contains("cannot read the inventory " + latin + ": text that is not UTF-8");
    assertThat(commands.exitCode()).isEqualTo(74);
    assertThat(commands.errors()).contains("cannot read " + latin + ": text that is not UTF-8");
  }

  @Test
  void aTypoIsRefusedAtTheDeskWithThePlaceOfTheFault() {
    Typed typed =
        Typed.in(
            "send",
            "--host",
            "web01",
            "create_volume",
            "--name",
            "data",
            "-p",
            "restart_polciy=no");

    assertThat(typed.exitCode()).isEqualTo(65);
    assertThat(typed.errors())
        .contains(
            "longshore: unknown parameter: restart_polciy (at /parameters/restart_polciy)",
            "restart_policy");
    assertThat(typed.out()).isEmpty();
  }

  @Test
  void theHelpNamesEveryAction() {
    String help = Typed.in("send", "--help").out();

    assertThat(Action.values()).allSatisfy(action -> assertThat(help).contains(action.wireName()));
  }

  @Test
  void aProgramThatIsNotSaidIsMissedAtTheDesk() {
    Typed typed = Typed.in("send", "--host", "web01", "exec", "--name", "nginx", "-e", "A=b");

    assertThat(typed.exitCode()).isEqualTo(65);
    assertThat(typed.errors()).contains("missing required parameter: command");
  }

  @Test
  void everyFaultOfACommandIsTold() {
    Typed typed = Typed.in("send", "--host", "web01", "start_contaner", "--name", "a b");

    assertThat(typed.exitCode()).isEqualTo(65);
    assertThat(typed.errors()).contains("unknown action: start_contaner", "| ", "/parameters/name");
  }

  @Test
  void everyCommandOfAFileIsCheckedBeforeAnyIsSent(@TempDir Path directory) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("commands.yaml"),
            """
            - {host: web01, action: create_volume, parameters: {name: good}}
            - {host: web01, action: create_volume, parameters: {name: bad name}}
            - {host: web02, action: fly}
            """);

    Typed typed = Typed.in("send", "--file", file.toString());

    assertThat(typed.exitCode()).isEqualTo(65);
    assertThat(typed.errors()).contains("command 2: ", "command 3: ").doesNotContain("command 1: ");
  }

  @Test
  void oneIdForSeveralCommandsIsRefused() {
    String two = "[{host: a, action: create_volume}, {host: b, action: create_volume}]";

    Typed typed =
        Typed.withInput(two, InstantSource.fixed(Typed.NOW), "send", "--file", "-", "--id", "x");

    assertThat(typed.exitCode()).isEqualTo(64);
    assertThat(typed.errors()).contains("--id would give 2 commands the same id");
  }

  @Test
  void aMissingFileAndAnEmptyOneAreTold() {
    assertThat(Typed.in("send", "--file", "/nowhere/x.yaml"))
        .isEqualTo(
            new Typed(
                74, "", "longshore: there is no file /nowhere/x.yaml" + System.lineSeparator()));
    assertThat(Typed.in("send", "--file", "-").errors())
        .contains("standard input holds no command");
  }
}

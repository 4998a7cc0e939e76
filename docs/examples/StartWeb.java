import io.longshore.client.Answer;
import io.longshore.client.BrokerAccess;
import io.longshore.client.CommandBuilder;
import io.longshore.client.CommandClient;
import io.longshore.client.Outgoing;
import io.longshore.client.Sending;
import io.longshore.command.Action;
import io.longshore.command.CommandId;
import io.longshore.command.CommandIds;
import io.longshore.command.HostName;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Starts a container on each of some hosts, and tells what came of it:
/// `StartWeb BROKER RUN HOST...`, where RUN is the time for which the run was planned
public final class StartWeb {
  public static void main(String... arguments) {
    Instant run = Instant.parse(arguments[1]);
    List<Outgoing> commands =
        Arrays.stream(arguments).skip(2).map(host -> start(run, new HostName(host))).toList();
    boolean good = true;
    try (CommandClient client = new CommandClient(new BrokerAccess(arguments[0], Map.of()))) {
      for (Sending sending : client.sendAll(commands, Duration.ofMinutes(10))) {
        good &= tell(sending.answer().join());
      }
    }
    System.exit(good ? 0 : 1);
  }

  /// The same run on the same host is the same command, however often this program is started:
  /// whatever is in it comes from the run, and nothing from the clock.
  private static Outgoing start(Instant run, HostName host) {
    CommandId id =
        CommandIds.named(
            CommandIds.URL, "https://scheduler.example/start-web/" + run + "/" + host);
    return CommandBuilder.to(host, Action.START_CONTAINER)
        .id(id)
        .parameter("name", "web")
        .parameter("image", "registry.example/demo/web:1")
        .parameter("environment", Map.of("GREETING", "hej"))
        .notAfter(run.plus(Duration.ofMinutes(5)))
        .issuer("scheduler@example")
        .correlationId("start-web " + run)
        .build(Instant.now());
  }

  private static boolean tell(Answer answer) {
    System.out.print(answer.command().host() + ": ");
    switch (answer) {
      case Answer.Result result -> {
        String when = result.repeated() ? " (answered before)" : "";
        System.out.println(result.finished().outcome().wireName() + when);
        return result.finished().failure() == null;
      }
      case Answer.Conflict conflict -> System.out.println(conflict.failure().message());
      case Answer.Silence silence -> System.out.println("no answer in " + silence.waited());
    }
    return false;
  }
}

package io.longshore.kolla.host;

import io.longshore.command.Action;
import io.longshore.engine.Containers;
import io.longshore.event.Event;
import io.longshore.event.Reading;
import io.longshore.kolla.KollaCase;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Carries out the command of a line by a real worker on a host that is as the line says.
public final class LineRun {
  /// Lines tell real times; here it runs so much faster.
  public static final int HASTE = 10;

  private static final String IMAGE = "registry.example:5000/kolla/case:1";

  private LineRun() {}

  /// What a line may say of the host.
  public static Set<String> knownOfHost() {
    return LineSetting.KNOWN;
  }

  /// Runs a line and lets its check look at what came of it.
  ///
  /// @param action what the line is a case of
  /// @param only the names of the parameters to send; empty: all
  public static void of(KollaCase given, Action action, Consumer<Happened> check, String... only) {
    ObjectNode parameters = complete(given, action);
    String id = take(parameters, "command_id", given.id());
    try (CaseHost host = new CaseHost()) {
      LineSetting setting = new LineSetting(host, given, action, parameters);
      setting.apply();
      ObjectNode sent = only.length == 0 ? parameters : parameters.deepCopy().retain(only);
      Reading reading = CaseHost.read(id, action.wireName(), sent);
      setting.putStoredResult(reading);
      String name = parameters.path("name").asString("");
      @Nullable String before = host.podman().named(name).map(PretendContainer::id).orElse(null);
      Set<String> volumes = host.podman().volumes().all().keySet();
      long begun = System.nanoTime();
      Event answer = host.carryOut(reading);
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      check.accept(new Happened(host, answer, name, before, volumes, took));
    }
  }

  /// What the real adapter makes of the frames that libpod answers with.
  ///
  /// @throws io.longshore.engine.EngineException when it cannot read them
  public static Containers.RunOutput output(byte[] frames) {
    try (CaseHost host = new CaseHost()) {
      ObjectNode part = JsonMapper.shared().createObjectNode();
      host.podman().add(new PretendContainer(Documents.container(part, "a")));
      host.podman().logs(frames);
      Containers containers = host.engine().containers();
      return containers.logs(new io.longshore.command.ContainerName("a"));
    }
  }

  /// A line leaves out what does not matter to it.
  private static ObjectNode complete(KollaCase given, Action action) {
    ObjectNode parameters = (ObjectNode) given.params().deepCopy();
    boolean actionIsAspect = given.aspect().equals(action.wireName());
    if (!actionIsAspect && action.subject() != Action.Subject.IMAGE && !parameters.has("name")) {
      parameters.put("name", "a");
    }
    if (!actionIsAspect && needsImage(action) && !parameters.has("image")) {
      parameters.put("image", IMAGE);
    }
    return parameters;
  }

  private static boolean needsImage(Action action) {
    return Set.of(
            Action.COMPARE_CONTAINER,
            Action.COMPARE_IMAGE,
            Action.START_CONTAINER,
            Action.RECREATE_OR_RESTART_CONTAINER)
        .contains(action);
  }

  private static String take(ObjectNode parameters, String name, String otherwise) {
    String value = parameters.path(name).asString(otherwise);
    parameters.remove(name);
    return value;
  }
}

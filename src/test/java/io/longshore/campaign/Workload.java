package io.longshore.campaign;

import io.longshore.command.Resource;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/// Commands of every kind over many containers, the same for the same seed but for times.
///
/// What a container's process does it writes into the effects file: `start NAME ID` a service at
/// each start, `task NAME ID` a container run to its end, `exec NAME ID` a program run in one. The
/// id is that of the command, or for services of the one that first asked for that specification.
final class Workload {
  /// Where the host has the directory of the effects file.
  static final String DIRECTORY = "/var/tmp/longshore-campaign";

  /// The host's name in topics.
  static final String HOST = "campaign";

  /// Containers that are made first, for programs to be run in.
  static final List<String> TOOLS = List.of("tool-1", "tool-2");

  /// Containers that are made, changed, restarted, stopped and removed. The last takes its time to
  /// stop.
  static final List<String> SERVICES = List.of("web-1", "web-2", "web-3", "web-4", "slow-1");

  private static final String IMAGE = "localhost/demo/tools:1";
  private static final int TASKS = 12;
  private static final int VOLUMES = 3;
  private static final int REMEMBERED = 200;
  private static final int RECENT = 12;
  private static final int SOON = 1_000;

  /// Tasks with a deadline are about few containers, so that they stand behind one another, and
  /// have up to so many milliseconds: some are begun, and some expire where they stand.
  private static final int CROWDED = 2;

  private static final int DEADLINE = 4_000;

  private final Random random;
  private final List<String> images;
  private final List<Supplier<Message>> kinds = new ArrayList<>();
  private final List<Message> sent = new ArrayList<>();
  private final Deque<Message> recent = new ArrayDeque<>();
  private final ServiceSpecs specs = new ServiceSpecs();
  private int number;

  /// @param images references to pull from a registry that the host reaches
  Workload(long seed, List<String> images) {
    this.random = new Random(seed);
    this.images = List.copyOf(images);
    weigh(18, this::service);
    weigh(12, this::restart);
    weigh(8, this::stop);
    weigh(3, this::remove);
    weigh(6, this::compare);
    weigh(14, this::task);
    weigh(14, this::exec);
    weigh(7, this::volume);
    weigh(6, this::image);
    weigh(2, this::facts);
    weigh(5, this::repeat);
    weigh(6, this::repeatAtOnce);
    weigh(2, this::conflict);
    weigh(2, this::invalid);
    weigh(1, this::unreadable);
    weigh(2, this::expired);
    weigh(8, this::brief);
    weigh(5, this::later);
    weigh(5, this::cancel);
    weigh(1, this::freeze);
    weigh(1, this::thaw);
  }

  /// What has to be there before anything else.
  List<Message> first() {
    return TOOLS.stream()
        .map(name -> container(id("tool"), "start_container", name, "idle", ""))
        .toList();
  }

  /// The next message.
  Message next() {
    Message message = kinds.get(random.nextInt(kinds.size())).get();
    if (message.id().matches("\\d+-(?!bad|late|noise).*")) {
      remember(message);
    }
    return message;
  }

  private void remember(Message message) {
    recent.add(message);
    if (recent.size() > RECENT) {
      recent.remove();
    }
    if (sent.size() < REMEMBERED) {
      sent.add(message);
    } else {
      sent.set(random.nextInt(REMEMBERED), message);
    }
  }

  private void weigh(int weight, Supplier<Message> kind) {
    for (int i = 0; i < weight; i++) {
      kinds.add(kind);
    }
  }

  private Message service() {
    String name = pick(SERVICES);
    String id = id("service");
    String spec = specs.next(name, id, random.nextInt(3) == 0);
    String action = random.nextInt(3) == 0 ? "recreate_or_restart_container" : "start_container";
    return container(id, action, name, ServiceSpecs.script(name), "\"SPEC\":\"" + spec + "\"");
  }

  private Message compare() {
    String name = pick(SERVICES);
    String spec = "\"SPEC\":\"" + specs.of(name) + "\"";
    return container(id("compare"), "compare_container", name, ServiceSpecs.script(name), spec);
  }

  private Message restart() {
    return named(id("restart"), "restart_container", pick(SERVICES), "");
  }

  private Message stop() {
    return named(id("stop"), "stop_container", pick(SERVICES), ",\"ignore_missing\":true");
  }

  private Message remove() {
    return named(id("remove"), "stop_and_remove_container", pick(SERVICES), "");
  }

  /// A container of that name that is run to its end.
  Message task(String name) {
    return task(id("task"), name);
  }

  private Message task() {
    return task("task-" + random.nextInt(TASKS));
  }

  private Message task(String id, String name) {
    String script =
        "echo task " + name + " " + id + " >>/effects/log; sleep 0." + random.nextInt(4);
    return message(
        id,
        "start_container",
        "container/" + name,
        ("\"name\":\"%s\",\"image\":\"%s\",\"detach\":false,\"restart_policy\":\"oneshot\","
                + "\"command\":\"sh -c '%s'\",\"volumes\":[\"%s:/effects\"]")
            .formatted(name, IMAGE, script, DIRECTORY));
  }

  /// A program that is run in the container of that name.
  Message exec(String name) {
    String id = id("exec");
    String program = "sh -c 'echo exec " + name + " " + id + " >>/effects/log'";
    return named(id, "exec", name, ",\"command\":\"" + program + "\"");
  }

  private Message exec() {
    return exec(pick(TOOLS));
  }

  private Message volume() {
    String name = "volume-" + random.nextInt(VOLUMES);
    String action = random.nextInt(2) == 0 ? "create_volume" : "remove_volume";
    return message(id("volume"), action, "volume/" + name, "\"name\":\"" + name + "\"");
  }

  private Message image() {
    String image = pick(images);
    String action = pick(List.of("pull_image", "ensure_image", "remove_image"));
    return message(id("image"), action, "image/" + image, "\"image\":\"" + image + "\"");
  }

  private Message facts() {
    return message(id("facts"), "get_containers_names", "host/facts", "");
  }

  private Message repeat() {
    return sent.isEmpty() ? exec() : pick(sent);
  }

  /// What was sent a moment ago and may still wait, perhaps for the third time.
  private Message repeatAtOnce() {
    return recent.isEmpty() ? exec() : pick(List.copyOf(recent));
  }

  /// Other content under an id that was used before.
  private Message conflict() {
    if (sent.isEmpty()) {
      return exec();
    }
    String id = pick(sent).id();
    return message(id, "create_volume", "volume/conflict", "\"name\":\"conflict\"");
  }

  private Message invalid() {
    return message(id("bad"), "start_container", "container/bad", "\"name\":\"bad\",\"imago\":1");
  }

  private Message unreadable() {
    return new Message(id("noise"), "noise", "{\"id\":");
  }

  private Message expired() {
    Message late = task(id("late"), "task-" + random.nextInt(TASKS));
    return with(late, "notAfter", Instant.parse("2020-01-01T00:00:00Z"));
  }

  /// A task that may be begun only within a moment.
  private Message brief() {
    Message task = task(id("brief-task"), "task-" + random.nextInt(CROWDED));
    return with(task, "notAfter", Instant.now().plusMillis(random.nextInt(DEADLINE)));
  }

  /// A task that has to wait a little.
  private Message later() {
    Message task = task();
    Instant time = Instant.now().plusMillis(random.nextInt(SOON));
    return with(task, "notBefore", time);
  }

  /// Calls off something that was sent a moment ago.
  private Message cancel() {
    String target = recent.isEmpty() ? "nothing" : pick(List.copyOf(recent)).id();
    return control(id("cancel"), "cancel_command", "\"command_id\":\"" + target + "\"");
  }

  private Message freeze() {
    return control(id("freeze"), "freeze_host", "\"duration\":\"PT1S\"");
  }

  private Message thaw() {
    return control(id("thaw"), "thaw_host", "");
  }

  private static Message control(String id, String action, String parameters) {
    return message(id, action, Resource.OfHost.KEY, parameters);
  }

  private static Message with(Message message, String field, Instant time) {
    String text = ",\"%s\":\"%s\"}".formatted(field, time);
    return new Message(message.id(), message.key(), message.payload().replaceFirst("}$", text));
  }

  private static Message named(String id, String action, String name, String more) {
    return message(id, action, "container/" + name, "\"name\":\"" + name + "\"" + more);
  }

  private static Message container(
      String id, String action, String name, String command, String environment) {
    return named(
        id,
        action,
        name,
        (",\"image\":\"%s\",\"restart_policy\":\"unless-stopped\",\"command\":\"%s\","
                + "\"environment\":{%s},\"volumes\":[\"%s:/effects\"]")
            .formatted(IMAGE, command, environment, DIRECTORY));
  }

  private static Message message(String id, String action, String key, String parameters) {
    return new Message(
        id,
        key,
        "{\"id\":\"%s\",\"host\":\"%s\",\"action\":\"%s\",\"parameters\":{%s}}"
            .formatted(id, HOST, action, parameters));
  }

  private String id(String kind) {
    return ++number + "-" + kind;
  }

  private <T> T pick(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}

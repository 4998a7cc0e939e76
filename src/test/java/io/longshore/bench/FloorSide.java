package io.longshore.bench;

import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.ImageReference;
import io.longshore.plan.UnitName;
import io.longshore.plan.UnitText;
import io.longshore.testhost.TestHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The fewest calls that have the same effect on a container and its unit. It decides nothing and
/// reads of the answers only what the next call needs.
final class FloorSide implements AutoCloseable {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final FloorEngine engine;
  private final FloorBus bus;
  private final Path units;

  FloorSide(TestHost host) throws Exception {
    engine = new FloorEngine(host.podmanSocket());
    bus = new FloorBus("unix:path=" + host.dbusSocket());
    units = host.root().resolve("etc/systemd/system");
  }

  FloorEngine engine() {
    return engine;
  }

  void compareImage(String name, ImageReference image) throws IOException {
    engine.get("containers/" + name + "/json");
    engine.get("images/" + image.text() + "/json");
  }

  /// Container, image, unit, unit file: all that an unchanged start has to look at.
  void startUnchanged(String name, ImageReference image) throws Exception {
    compareImage(name, image);
    bus.unitState(unit(name));
    Files.readString(units.resolve(unit(name)));
  }

  /// The same, and the check within the container.
  void compare(String name, ImageReference image) throws Exception {
    startUnchanged(name, image);
    ObjectNode body = MAPPER.createObjectNode();
    body.put("User", "root").put("AttachStdout", true).put("AttachStderr", true);
    body.putArray("Cmd").add("/usr/local/bin/kolla_set_configs").add("--check");
    JsonNode made = MAPPER.readTree(engine.post("containers/" + name + "/exec", body));
    String session = made.path("Id").asString();
    engine.post("exec/" + session + "/start", MAPPER.createObjectNode().put("Detach", false));
    engine.get("exec/" + session + "/json");
  }

  /// Makes a container and the unit that keeps it.
  void make(ContainerSpec spec) throws Exception {
    create(spec);
    String unit = unit(spec.name().text());
    Files.writeString(units.resolve(unit), UnitText.of(spec.name(), spec.lifecycle()));
    bus.enable(unit);
    bus.reload();
  }

  /// Makes a container and the unit that keeps it, and waits until it runs.
  void startFromNothing(ContainerSpec spec) throws Exception {
    make(spec);
    bus.job("StartUnit", unit(spec.name().text()));
    awaitRunning(spec.name().text());
  }

  /// Puts a new container into the place of one that runs under the same unit.
  void recreate(ContainerSpec spec) throws Exception {
    String name = spec.name().text();
    bus.job("StopUnit", unit(name));
    remove(name);
    create(spec);
    Files.readString(units.resolve(unit(name)));
    start(name);
  }

  /// Starts a container by its unit, and waits until it runs.
  void start(String name) throws Exception {
    bus.forgetFailures(unit(name));
    bus.job("StartUnit", unit(name));
    awaitRunning(name);
  }

  void restart(String name) throws Exception {
    bus.forgetFailures(unit(name));
    bus.job("RestartUnit", unit(name));
    awaitRunning(name);
  }

  /// Stops a container by its unit, and looks whether it has ended.
  void stop(String name) throws Exception {
    bus.job("StopUnit", unit(name));
    engine.get("containers/" + name + "/json");
  }

  void stopAndRemove(String name) throws Exception {
    bus.job("StopUnit", unit(name));
    removeWithUnit(name);
  }

  /// Removes a container that does not run, and its unit.
  void removeWithUnit(String name) throws Exception {
    bus.disable(unit(name));
    Files.delete(units.resolve(unit(name)));
    bus.reload();
    remove(name);
  }

  /// Runs `true` and reads what it said.
  void once(String name) throws Exception {
    ObjectNode body = MAPPER.createObjectNode().put("name", name);
    body.put("image", Commands.TOOLS.text()).putObject("netns").put("nsmode", "host");
    body.putArray("command").add("true");
    engine.post("containers/create", body);
    engine.post("containers/" + name + "/start");
    engine.post("containers/" + name + "/wait?interval=5ms");
    engine.read("containers/" + name + "/logs?stdout=true&stderr=true");
  }

  void create(ContainerSpec spec) throws IOException {
    ObjectNode body = MAPPER.createObjectNode().put("name", spec.name().text());
    body.put("image", spec.image().text()).putObject("netns").put("nsmode", "host");
    body.set("env", MAPPER.valueToTree(spec.environment().variables()));
    body.set("labels", MAPPER.valueToTree(spec.labels()));
    body.putArray("cap_add").add("CAP_AUDIT_WRITE");
    engine.post("containers/create", body);
  }

  void remove(String name) throws IOException {
    engine.delete("containers/" + name + "?volumes=true");
  }

  boolean exists(String name) throws IOException {
    return engine.exists("containers/" + name + "/exists");
  }

  boolean running(String name) throws IOException {
    JsonNode state = engine.get("containers/" + name + "/json").path("State");
    return state.path("Status").asString("").equals("running");
  }

  private void awaitRunning(String name) throws Exception {
    while (!running(name)) {
      Thread.sleep(1);
    }
  }

  private static String unit(String name) {
    return UnitName.of(new ContainerName(name)).text();
  }

  @Override
  public void close() {
    bus.close();
    engine.close();
  }
}

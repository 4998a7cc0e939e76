package io.longshore.bench;

import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.command.ImageReference;
import io.longshore.plan.UnitName;
import io.longshore.plan.UnitText;
import io.longshore.testhost.TestHost;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.newsclub.net.unix.AFSocketFactory;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The fewest calls that have the same effect, one after another by a client that keeps its
/// connections. It decides nothing and reads of the answers only what the next call needs.
final class FloorSide implements AutoCloseable {
  private static final String ROOT = "http://podman/v4.0.0/libpod/";
  private static final MediaType JSON = MediaType.get("application/json");

  private final OkHttpClient client;
  private final FloorBus bus;
  private final Path units;

  FloorSide(TestHost host) throws Exception {
    client =
        new OkHttpClient.Builder()
            .socketFactory(
                new AFSocketFactory.FixedAddressSocketFactory(
                    AFUNIXSocketAddress.of(host.podmanSocket())))
            .connectionPool(new ConnectionPool(64, 3, TimeUnit.SECONDS))
            .dns(_ -> List.of(InetAddress.getLoopbackAddress()))
            .readTimeout(Duration.ofMinutes(2))
            .build();
    bus = new FloorBus("unix:path=" + host.dbusSocket());
    units = host.root().resolve("etc/systemd/system");
  }

  /// Container, image, unit, unit file: all that an unchanged start has to look at.
  long startUnchanged(String name, ImageReference image) throws Exception {
    long begun = System.nanoTime();
    get("containers/" + name + "/json");
    get("images/" + image.text() + "/json");
    bus.unitState(unit(name));
    Files.readString(units.resolve(unit(name)));
    return System.nanoTime() - begun;
  }

  /// The same, and the check within the container.
  long compareUnchanged(String name, ImageReference image) throws Exception {
    long looked = startUnchanged(name, image);
    long begun = System.nanoTime();
    ObjectNode body = JsonMapper.shared().createObjectNode();
    body.put("User", "root").put("AttachStdout", true).put("AttachStderr", true);
    body.putArray("Cmd").add("/usr/local/bin/kolla_set_configs").add("--check");
    String session = json(post("containers/" + name + "/exec", body)).path("Id").asString();
    ObjectNode attached = JsonMapper.shared().createObjectNode().put("Detach", false);
    post("exec/" + session + "/start", attached);
    get("exec/" + session + "/json");
    return looked + System.nanoTime() - begun;
  }

  /// Makes a container and the unit that keeps it, and waits until it runs.
  long startFromNothing(ContainerSpec spec) throws Exception {
    long begun = System.nanoTime();
    post("containers/create", creation(spec));
    String unit = unit(spec.name().text());
    Files.writeString(units.resolve(unit), UnitText.of(spec.name(), spec.lifecycle()));
    bus.enable(unit);
    bus.reload();
    bus.job("StartUnit", unit);
    while (!running(spec.name().text())) {
      Thread.sleep(1);
    }
    return System.nanoTime() - begun;
  }

  /// Runs `true` and reads what it said.
  long once(String name) throws Exception {
    long begun = System.nanoTime();
    ObjectNode body = JsonMapper.shared().createObjectNode().put("name", name);
    body.put("image", Commands.TOOLS.text()).putObject("netns").put("nsmode", "host");
    body.putArray("command").add("true");
    post("containers/create", body);
    post("containers/" + name + "/start", null);
    post("containers/" + name + "/wait?interval=5ms", null);
    get("containers/" + name + "/logs?stdout=true&stderr=true");
    return System.nanoTime() - begun;
  }

  void remove(String name) throws IOException {
    call(new Request.Builder().url(ROOT + "containers/" + name + "?force=true&timeout=0").delete());
  }

  boolean exists(String name) throws IOException {
    Request request = new Request.Builder().url(ROOT + "containers/" + name + "/exists").build();
    try (Response response = client.newCall(request).execute()) {
      return response.code() != 404;
    }
  }

  private boolean running(String name) throws IOException {
    JsonNode state = json(get("containers/" + name + "/json")).path("State");
    return state.path("Status").asString("").equals("running");
  }

  private static ObjectNode creation(ContainerSpec spec) {
    ObjectNode body = JsonMapper.shared().createObjectNode().put("name", spec.name().text());
    body.put("image", spec.image().text()).putObject("netns").put("nsmode", "host");
    body.set("env", JsonMapper.shared().valueToTree(spec.environment().variables()));
    body.set("labels", JsonMapper.shared().valueToTree(spec.labels()));
    body.putArray("cap_add").add("CAP_AUDIT_WRITE");
    return body;
  }

  private static String unit(String name) {
    return UnitName.of(new ContainerName(name)).text();
  }

  private static JsonNode json(byte[] body) {
    return JsonMapper.shared().readTree(body);
  }

  private byte[] get(String path) throws IOException {
    return call(new Request.Builder().url(ROOT + path));
  }

  private byte[] post(String path, ObjectNode document) throws IOException {
    RequestBody body =
        document == null ? RequestBody.EMPTY : RequestBody.create(document.toString(), JSON);
    return call(new Request.Builder().url(ROOT + path).post(body));
  }

  private byte[] call(Request.Builder request) throws IOException {
    try (Response response = client.newCall(request.build()).execute()) {
      byte[] body = response.body().bytes();
      if (response.code() >= 400) {
        throw new IOException(
            response + " " + new String(body, java.nio.charset.StandardCharsets.UTF_8));
      }
      return body;
    }
  }

  @Override
  public void close() {
    bus.close();
    client.connectionPool().evictAll();
    client.dispatcher().executorService().shutdown();
  }
}

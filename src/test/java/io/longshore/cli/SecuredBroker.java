package io.longshore.cli;

import io.longshore.broker.EmbeddedBroker;
import io.longshore.broker.Listener;
import io.longshore.testhost.Ran;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/// A broker that wants TLS at one address and TLS with a login at another, with a certificate of a
/// private authority.
final class SecuredBroker implements AutoCloseable {
  private static final String PASSWORD = "for-the-test";
  private static final String LOGIN_MODULE =
      "org.apache.kafka.common.security.plain.PlainLoginModule required ";

  private final Path directory;
  private final EmbeddedBroker broker;

  SecuredBroker(Path directory) throws IOException {
    this.directory = directory;
    Path keys = authority("broker");
    this.broker =
        EmbeddedBroker.builder()
            .listen("127.0.0.1", 0)
            .listen("127.0.0.1", 0)
            .listen("127.0.0.1", 0)
            .setting(
                "listener.security.protocol.map",
                "CONTROLLER:PLAINTEXT,CLIENTS0:PLAINTEXT,CLIENTS1:SSL,CLIENTS2:SASL_SSL")
            .setting("ssl.keystore.location", keys.toString())
            .setting("ssl.keystore.password", PASSWORD)
            .setting("sasl.enabled.mechanisms", "PLAIN")
            .setting(
                "listener.name.clients2.plain.sasl.jaas.config",
                LOGIN_MODULE + "user_longshore=\"secret\";")
            .start();
  }

  /// Makes an authority and a certificate for 127.0.0.1 that it has signed; `NAME.pem` is the
  /// authority's own.
  private Path authority(String name) throws IOException {
    Path keys = directory.resolve(name + ".p12");
    String pem = directory.resolve(name + ".pem").toString();
    keytool(
        keys,
        "-genkeypair",
        "-alias",
        "ca",
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-ext",
        "bc:c");
    keytool(keys, "-exportcert", "-alias", "ca", "-rfc", "-file", pem);
    keytool(
        keys,
        "-genkeypair",
        "-alias",
        "server",
        "-keyalg",
        "EC",
        "-dname",
        "CN=broker",
        "-signer",
        "ca",
        "-ext",
        "san=ip:127.0.0.1");
    keytool(keys, "-delete", "-alias", "ca");
    return keys;
  }

  private static void keytool(Path keys, String... words) {
    Stream<String> tool =
        Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    Stream<String> store =
        Stream.of("-keystore", keys.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD);
    List<String> line = Stream.of(tool, Arrays.stream(words), store).flatMap(each -> each).toList();
    Ran.run(Duration.ofSeconds(60), line).orThrow();
  }

  /// The address at which it wants TLS.
  String tls() {
    return broker.listeners().get(1).toString();
  }

  /// The address at which it wants TLS and a login.
  String login() {
    return broker.listeners().get(2).toString();
  }

  /// The address at which it wants nothing.
  Listener open() {
    return broker.listeners().get(0);
  }

  /// What a client says that trusts the broker.
  Map<String, String> trusting() {
    return trusting("broker");
  }

  /// What a client says that trusts somebody else.
  Map<String, String> trustingAnother() throws IOException {
    Path _ = authority("another");
    return trusting("another");
  }

  private Map<String, String> trusting(String authority) {
    return Map.of(
        "security.protocol",
        "SSL",
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.location",
        directory.resolve(authority + ".pem").toString());
  }

  /// What a client says that trusts the broker and logs in.
  Map<String, String> loggingIn(String password) {
    Map<String, String> properties = new java.util.HashMap<>(trusting());
    properties.put("security.protocol", "SASL_SSL");
    properties.put("sasl.mechanism", "PLAIN");
    properties.put(
        "sasl.jaas.config",
        LOGIN_MODULE + "username=\"longshore\" password=\"%s\";".formatted(password));
    return properties;
  }

  /// A file for `--client-properties`.
  String file(Map<String, String> properties) throws IOException {
    Properties all = new Properties();
    all.putAll(properties);
    StringWriter text = new StringWriter();
    all.store(text, null);
    return Files.writeString(
            Files.createTempFile(directory, "client", ".properties"), text.toString())
        .toString();
  }

  @Override
  public void close() {
    broker.close();
  }
}

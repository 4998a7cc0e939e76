package io.longshore.testhost;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Registries in a fleet's network, all with the same images.
///
/// @param http `host:port` without TLS
/// @param tls `host:port` with a certificate that a host trusts after [TestHost#trust]
/// @param httpPassword as [#http], for the account only
/// @param tlsPassword as [#tls], for the account only
/// @param user the account
/// @param password the account's password
/// @param authority the certificate authority's certificate
/// @param images what they hold, as `repository:tag`
public record Registries(
    String http,
    String tls,
    String httpPassword,
    String tlsPassword,
    String user,
    String password,
    Path authority,
    List<String> images) {

  static Registries of(Map<String, String> values) {
    return new Registries(
        text(values, "http"),
        text(values, "tls"),
        text(values, "http_password"),
        text(values, "tls_password"),
        text(values, "user"),
        text(values, "password"),
        Path.of(text(values, "ca")),
        List.of(text(values, "images").split(" ")));
  }

  private static String text(Map<String, String> values, String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalStateException("testhost names no registry " + key);
    }
    return value;
  }
}

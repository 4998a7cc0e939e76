package io.longshore.engine.podman;

import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest.Credentials;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Accounts for registries in a file of the format containers-auth.json(5), as `podman login
/// --authfile` writes it. It is read anew each time, so that passwords can be changed under a
/// running worker. Nothing of its content gets into a failure.
final class AuthFile {
  private static final int LARGEST = 1 << 20;

  private final Path path;

  AuthFile(Path path) {
    this.path = path;
  }

  /// The account for an image: that of its repository, else of a namespace above it, else of its
  /// registry. Empty when the file has none for it, and for a name without a registry, since only
  /// the engine knows where it looks for that.
  ///
  /// @throws io.longshore.engine.EngineException of kind `REGISTRY_UNAUTHORIZED` when the file or
  ///   the account cannot be read
  Optional<Credentials> accountFor(ImageReference image) {
    try {
      JsonNode document = document();
      return image.namesRegistry()
          ? account(document, FullName.repository(image))
          : Optional.empty();
    } catch (UnusableException unusable) {
      throw PullFailure.ofAccounts(image, path, unusable.why);
    }
  }

  private JsonNode document() throws UnusableException {
    try (InputStream stream = Files.newInputStream(path)) {
      byte[] bytes = stream.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new UnusableException("it is larger than 1 MiB");
      }
      JsonNode document = JsonMapper.shared().readTree(bytes);
      JsonNode accounts = document.path("auths");
      if (!document.isObject() || !(accounts.isObject() || accounts.isMissingNode())) {
        throw new UnusableException("it is no object with the accounts in 'auths'");
      }
      return document;
    } catch (NoSuchFileException none) {
      throw new UnusableException("there is no such file");
    } catch (AccessDeniedException denied) {
      throw new UnusableException("the worker may not read it");
    } catch (JacksonException broken) {
      throw new UnusableException("it is no JSON at line " + broken.getLocation().getLineNr());
    } catch (IOException failed) {
      throw new UnusableException(String.valueOf(failed.getMessage()));
    }
  }

  private static Optional<Credentials> account(JsonNode document, String repository)
      throws UnusableException {
    JsonNode accounts = document.path("auths");
    for (String key = repository; ; key = key.substring(0, key.lastIndexOf('/'))) {
      if (accounts.has(key)) {
        return Optional.of(read(key, accounts.path(key)));
      }
      if (key.indexOf('/') < 0) {
        return ofRegistry(document, key);
      }
    }
  }

  /// Docker writes keys that are URLs; they mean their registry.
  private static Optional<Credentials> ofRegistry(JsonNode document, String registry)
      throws UnusableException {
    JsonNode accounts = document.path("auths");
    for (String key : accounts.propertyNames()) {
      if (registryOf(key).equals(registry)) {
        return Optional.of(read(key, accounts.path(key)));
      }
    }
    if (document.path("credHelpers").has(registry)) {
      throw new UnusableException(
          "it leaves the account for "
              + registry
              + " to a credential helper, and Longshore runs none");
    }
    return Optional.empty();
  }

  /// Docker Hub has three names here, as for Podman; only a URL may have a path that means nothing.
  private static String registryOf(String key) {
    String name = key.replaceFirst("^https?://", "");
    String host = name.equals(key) ? key : name.replaceFirst("/.*", "");
    return host.equals("index.docker.io") || host.equals("registry-1.docker.io")
        ? "docker.io"
        : host;
  }

  private static Credentials read(String key, JsonNode entry) throws UnusableException {
    if (!entry.path("identitytoken").asString("").isEmpty()) {
      throw new UnusableException(
          "its account for '" + key + "' is an identity token, which Longshore cannot use");
    }
    String broken = "its account for '" + key + "' has no 'auth', which is base64 of user:password";
    try {
      byte[] decoded = Base64.getDecoder().decode(entry.path("auth").asString(""));
      String[] pair = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
      if (pair.length == 2) {
        return new Credentials(pair[0], pair[1]);
      }
      throw new UnusableException(broken);
    } catch (IllegalArgumentException notBase64OrNoUser) {
      throw new UnusableException(broken);
    }
  }

  /// Why the file is of no use, as a sentence's part with `it` for the file.
  private static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String why;

    UnusableException(String why) {
      super(why);
      this.why = why;
    }
  }
}

package io.longshore.command;

import java.util.regex.Pattern;

/// A reference to an image as the caller wrote it: `[registry/]repository[:tag][@digest]`, at most
/// 500 characters.
///
/// The form is the one of the OCI distribution specification; which repositories exist is for the
/// registry to say.
public record ImageReference(String text) {
  /// A first component is a registry only with a dot or a port, or as `localhost`.
  private static final String REGISTRY =
      "(?:localhost|[a-zA-Z0-9-]+(?:\\.[a-zA-Z0-9-]+)+|[a-zA-Z0-9-]+(?=:)|\\[[0-9a-fA-F:]+])(?::[0-9]{1,5})?/";

  private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*";
  private static final String TAG = ":[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}";
  private static final String DIGEST = "@[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[0-9a-f]{32,128}";
  private static final Pattern FORM =
      Pattern.compile(
          "(?:" + REGISTRY + ")?" + COMPONENT + "(?:/" + COMPONENT + ")*(?:" + TAG + ")?(?:"
              + DIGEST + ")?");
  private static final int LONGEST = 500;

  /// @throws InvalidValueException when the text cannot be an image reference
  public ImageReference {
    if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
      throw new InvalidValueException(
          "invalid reference", "an image reference [registry/]repository[:tag][@digest]", text);
    }
  }

  /// The reference an engine pulls: with `:latest` where neither tag nor digest is given.
  public ImageReference withDefaultTag() {
    return hasTagOrDigest() ? this : new ImageReference(text + ":latest");
  }

  /// Whether the first component names a registry (it has a dot or a port, or is `localhost`), so
  /// that no search list applies.
  public boolean namesRegistry() {
    int slash = text.indexOf('/');
    String first = slash < 0 ? "" : text.substring(0, slash);
    return first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
  }

  /// Everything after the last slash: the part by which the reference compares names
  /// (`keystone:2026.1`).
  public String lastComponent() {
    return text.substring(text.lastIndexOf('/') + 1);
  }

  private boolean hasTagOrDigest() {
    return lastComponent().indexOf(':') >= 0 || text.indexOf('@') >= 0;
  }

  @Override
  public String toString() {
    return text;
  }
}

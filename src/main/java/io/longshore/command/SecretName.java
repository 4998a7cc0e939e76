package io.longshore.command;

import java.util.regex.Pattern;

/// Which names say that their value is a secret. The one definition for logs, configuration and
/// facts.
public final class SecretName {
  /// A regular expression, to be matched in any case of letters, of what such a name contains.
  public static final String EXPRESSION =
      "passw(?:or)?d|passphrase|secret|token|credential|jaas|api[-_.]?key|access[-_.]?key|private[-_.]?key"
          + "|keystore\\.key|authorization|registry[-_]auth|registry[-_]config|set-cookie";

  /// What stands where a secret was.
  public static final String MASK = "***";

  private static final Pattern FORM = Pattern.compile("(?i)" + EXPRESSION);

  private SecretName() {}

  /// Whether a value of this name should never be shown: `sasl.jaas.config`, `ssl.key.password`,
  /// `REGISTRY_TOKEN`.
  public static boolean is(String name) {
    return FORM.matcher(name).find();
  }
}

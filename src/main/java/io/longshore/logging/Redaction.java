package io.longshore.logging;

import io.longshore.command.SecretName;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Takes secrets out of texts that people will read. A text that merely looks like a secret goes
/// too.
///
/// Two ways: by look (passwords by their names, credentials in URLs and headers, JAAS lines,
/// private keys), and by value (secrets that the configuration is known to hold). No expression
/// backtracks over more than a bounded length, so that a long text costs time in proportion to its
/// length.
public final class Redaction {
  /// What stands where a secret was.
  public static final String MASK = SecretName.MASK;

  /// By look only.
  public static final Redaction BY_LOOK = new Redaction(List.of());

  /// Below this a value is likely to be a part of ordinary words, and masking it would spoil every
  /// line.
  private static final int SHORTEST_VALUE = 8;

  private static final String NAMES = SecretName.EXPRESSION;

  /// A value in quotes, in quotes that are escaped, or up to where a value usually ends.
  private static final String VALUE =
      "(?:\\\\\"[^\"\\\\]{0,4096}+(?:\\\\(?!\")[^\"\\\\]{0,4096}+){0,200}+(?:\\\\\")?"
          + "|\"[^\"\\\\]{0,4096}+(?:\\\\.[^\"\\\\]{0,4096}+){0,200}+\"?"
          + "|'[^']{0,4096}+'?"
          + "|[^\\s,;&\"'})\\]]++)";

  private static final List<Rule> RULES =
      List.of(
          rule(
              "-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----(?s:.*?)(?:-----END [A-Z ]{0,40}-----|\\z)",
              MASK),
          rule(
              "(jaas\\.config|LoginModule\\s+(?:required|requisite|sufficient|optional))(?s:.*)",
              "$1 " + MASK),
          rule(
              "((?:authorization|registry[-_]auth|registry[-_]config|set-cookie)\\\\?[\"']?\\s*[=:])[^\\r\\n]*",
              "$1" + MASK),
          rule(
              "\\b(Bearer|Basic)\\s+(?=[^\\s]{0,200}[0-9=+/])[A-Za-z0-9+/=._~-]{8,}", "$1 " + MASK),
          rule("(://)[^\\s/?#@:]{0,512}:(?!\\d{1,5}/)[^\\s\"']{1,512}@", "$1" + MASK + "@"),
          rule("(://)[^\\s/?#@:]{1,512}@(?!sha\\d+:)", "$1" + MASK + "@"),
          rule("(--?(?:" + NAMES + "|creds)[\\w-]{0,40}\\s+)(?!-)" + VALUE, "$1" + MASK),
          rule(
              "((?:" + NAMES + ")[\\w.-]{0,60}\\\\?[\"']?\\s{0,8}[=:]\\s{0,8})" + VALUE,
              "$1" + MASK));

  private final List<String> values;

  /// @param values secrets to take out wherever they stand; those shorter than 8 characters are
  ///   passed over
  public Redaction(Collection<String> values) {
    Predicate<String> longEnough = value -> value.length() >= SHORTEST_VALUE;
    this.values =
        values.stream()
            .map(String::strip)
            .filter(longEnough)
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /// Whether a value of this name should never be shown: `sasl.jaas.config`, `ssl.key.password`,
  /// `REGISTRY_TOKEN`.
  public static boolean isSecretName(String name) {
    return SecretName.is(name);
  }

  /// The text with [#MASK] for everything that is, or looks like, a secret.
  public String redact(String text) {
    String redacted = text;
    for (String value : values) {
      redacted = redacted.replace(value, MASK);
    }
    for (Rule rule : RULES) {
      redacted = rule.pattern.matcher(redacted).replaceAll(rule.replacement);
    }
    return redacted;
  }

  private static Rule rule(String expression, String replacement) {
    return new Rule(Pattern.compile("(?i)" + expression), replacement);
  }

  private record Rule(Pattern pattern, String replacement) {}
}

package io.longshore.config;

import io.longshore.config.WorkerConfig.Registries;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads where accounts for registries stand: a file, or a credential that systemd hands to the
/// worker's unit and that stands as a file in a directory named by `CREDENTIALS_DIRECTORY`
/// (systemd.exec(5)).
final class RegistriesReader {
  private static final String DIRECTORY = "CREDENTIALS_DIRECTORY";

  /// Such as systemd takes, but that it may not start with a dot.
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-][a-zA-Z0-9._-]{0,254}");

  private final Function<String, @Nullable String> environment;

  /// @param environment the value of an environment variable, null when it is not set
  RegistriesReader(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  Registries read(Section section) {
    Optional<Path> file = section.optionalPath("authFile");
    Optional<Path> credential = credential(section);
    if (file.isPresent() && credential.isPresent()) {
      section.addProblem("credential", "either authFile or credential", "both");
    }
    return section.build(
        Registries.DEFAULT, () -> new Registries(file.or(() -> credential).orElse(null)));
  }

  private Optional<Path> credential(Section section) {
    Optional<String> name =
        section.optional(
            "credential",
            "a credential's name of at most 255 letters, digits, dots, dashes and underscores",
            node -> Nodes.text(node).filter(text -> NAME.matcher(text).matches()));
    if (name.isEmpty()) {
      return Optional.empty();
    }
    String directory = environment.apply(DIRECTORY);
    if (directory == null) {
      section.addProblem(
          "credential",
          "a worker started by systemd with LoadCredential=" + name.get() + ":FILE in its unit",
          "one without " + DIRECTORY + " in its environment");
      return Optional.empty();
    }
    return Optional.of(Path.of(directory, name.get()));
  }
}

package io.longshore.plan;

import io.longshore.event.Difference;
import io.longshore.event.Failure;
import io.longshore.event.FailureKind;

/// Whether a container's configuration files are those it would copy now: what `kolla_set_configs
/// --check` said inside it. Only `compare_container` asks.
public sealed interface ConfigComparison {

  /// The configuration is the same.
  record Same() implements ConfigComparison {}

  /// The configuration differs, or the container could not be asked, such as one that does not run.
  record Differs(Difference difference) implements ConfigComparison {}

  /// The check itself failed.
  record Broken(Failure failure) implements ConfigComparison {}

  /// Reads the check's exit code: 0 the same, 1 differs, 137 the container was killed meanwhile,
  /// 126 and 127 there is no such program, which is a failure unless
  /// [PlanOptions#missingConfigCheckerIsSame].
  ///
  /// @param actual with the check; none although the container ran means that it could not be
  ///   asked: it stopped or was paused meanwhile, or the engine refused the call
  static ConfigComparison of(ActualState actual, PlanOptions options) {
    ObservedContainer container = actual.container();
    ConfigCheck check = actual.configCheck();
    if (container == null || container.state().status() != ContainerStatus.RUNNING) {
      return differs(
          "unknown",
          "A container that does not run cannot say whether its configuration is current.");
    }
    if (check == null) {
      return differs(
          "unknown", "The container could not be asked whether its configuration is current.");
    }
    return switch (check.exitCode()) {
      case 0 -> new Same();
      case 1 ->
          differs(
              check.output(),
              "The container's configuration check found other files than those it would copy now.");
      case 126, 127 ->
          options.missingConfigCheckerIsSame()
              ? new Same()
              : failed(check, "The image has no such program.");
      case 137 ->
          differs(
              "unknown",
              "The container's configuration check was killed, as when the container stops.");
      default -> failed(check, "See what the program says in the container.");
    };
  }

  private static ConfigComparison differs(String current, String rule) {
    return new Differs(new Difference("config", current, null, rule));
  }

  private static ConfigComparison failed(ConfigCheck check, String hint) {
    String message =
        "Failed to compare container configuration: ExitCode: "
            + check.exitCode()
            + " Message: "
            + check.output();
    return new Broken(Failure.of(FailureKind.CONFIG_CHECK, message, hint));
  }
}

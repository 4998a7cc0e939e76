package io.longshore.cli;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Lets an option take a value after `=` only: `--wait start_container` must not take the action
/// for a time.
final class AttachedOnly implements IParameterPreprocessor {
  @Override
  @SuppressWarnings("JdkObsolete") // picocli's own type
  public boolean preprocess(
      Stack<String> words, CommandSpec command, ArgSpec argument, Map<String, Object> how) {
    boolean attached = "=".equals(how.get("separator"));
    if (!attached && argument instanceof OptionSpec option) {
      words.push(option.fallbackValue());
    }
    return false;
  }
}

package io.longshore.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Sets Logback up: standard error, one of two formats, one level for Longshore, and quiet
/// libraries.
///
/// When the first logger is asked for before [#apply], Logback finds this by `META-INF/services`,
/// so that such a line is redacted, too; but then a start takes some 60 ms longer than with
/// [LogProvider], which [#apply] chooses. The system properties `log.format` and `log.level` win
/// over what [#apply] is given: they are for a look at one run without changing its configuration.
/// A value that is none of theirs is passed over.
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogSetup extends ContextAwareBase implements Configurator {
  private static final String OWN = "io.longshore";

  private static final String NETWORK = "org.apache.kafka.clients.NetworkClient";

  /// What the libraries would say otherwise than by failing. While the broker is away Kafka's
  /// client warns once a second; the worker says that itself, once.
  private static final Map<String, Level> QUIET =
      Map.of(
          "org.apache.kafka",
          Level.WARN,
          NETWORK,
          Level.ERROR,
          "org.freedesktop.dbus",
          Level.WARN,
          "okhttp3",
          Level.WARN);

  /// For Logback only.
  public LogSetup() {}

  /// Logs in a format from a level on. To be called before anything logs; may be called again.
  public static void apply(LogFormat format, Level level) {
    apply(format, level, List.of());
  }

  /// The same, and takes the given secrets out of every line.
  ///
  /// @param secrets see [Redaction#Redaction(Collection)]
  public static void apply(LogFormat format, Level level, Collection<String> secrets) {
    chooseProvider();
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      setUp(context, format, level, new Redaction(secrets));
    }
  }

  /// Has an effect only before the first logger of the process is asked for; afterwards all is set
  /// up already, if slower.
  private static void chooseProvider() {
    if (System.getProperty(LoggerFactory.PROVIDER_PROPERTY_KEY) == null) {
      System.setProperty(LoggerFactory.PROVIDER_PROPERTY_KEY, LogProvider.class.getName());
      // Or SLF4J remarks on standard error that it does as it was told.
      System.setProperty("slf4j.internal.verbosity", "WARN");
    }
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    setUp(context, LogFormat.CONSOLE, Level.INFO, Redaction.BY_LOOK);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static void setUp(
      LoggerContext context, LogFormat format, Level level, Redaction redaction) {
    LogFormat formatHere = chosen("log.format", LogFormat.values(), format);
    Level levelHere = chosen("log.level", Level.values(), level);
    ch.qos.logback.classic.Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.addAppender(standardError(context, encoder(formatHere, redaction)));
    setLevel(context, org.slf4j.Logger.ROOT_LOGGER_NAME, quieter(levelHere, Level.WARN));
    QUIET.forEach((name, quiet) -> setLevel(context, name, quieter(levelHere, quiet)));
    setLevel(context, OWN, levelHere);
    if (levelHere == Level.ERROR) {
      // So logs whoever tells failures in a sentence, and Kafka's client logs those that it throws.
      context.getLogger(NETWORK).setLevel(ch.qos.logback.classic.Level.OFF);
    }
  }

  private static EncoderBase<ILoggingEvent> encoder(LogFormat format, Redaction redaction) {
    return switch (format) {
      case CONSOLE -> new ConsoleLine(redaction);
      case JSON -> new JsonLine(redaction);
    };
  }

  private static ConsoleAppender<ILoggingEvent> standardError(
      LoggerContext context, EncoderBase<ILoggingEvent> encoder) {
    encoder.setContext(context);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setName("standard error");
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }

  private static Level quieter(Level one, Level other) {
    return one.toInt() > other.toInt() ? one : other;
  }

  private static void setLevel(LoggerContext context, String logger, Level level) {
    context.getLogger(logger).setLevel(ch.qos.logback.classic.Level.convertAnSLF4JLevel(level));
  }

  private static <E extends Enum<E>> E chosen(String property, E[] choices, E otherwise) {
    String text = System.getProperty(property, nameOf(otherwise));
    return Arrays.stream(choices)
        .filter(choice -> nameOf(choice).equals(text))
        .findFirst()
        .orElse(otherwise);
  }

  private static String nameOf(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}

package io.longshore.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/// Gives SLF4J a Logback that is set up by [LogSetup] and nothing else, when the system property
/// `slf4j.provider` names this class ([LogSetup#apply] sees to it). Logback's own provider comes to
/// the same, but searches the class path for providers and configurations first, which costs every
/// start some 60 ms.
public final class LogProvider implements SLF4JServiceProvider {
  private final LoggerContext context = new LoggerContext();
  private final LogbackMDCAdapter diagnosticContext = new LogbackMDCAdapter();
  private final IMarkerFactory markers = new BasicMarkerFactory();

  /// For SLF4J only.
  public LogProvider() {}

  @Override
  public void initialize() {
    context.setName("default");
    context.setMDCAdapter(diagnosticContext);
    new LogSetup().configure(context);
    context.start();
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return context;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return diagnosticContext;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }
}

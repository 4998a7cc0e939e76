package io.longshore.cli;

import io.longshore.config.WorkerConfig;
import io.longshore.kafka.BrokerException;
import io.longshore.kafka.BrokerState;
import io.longshore.kafka.Topics;
import io.longshore.ledger.PublishException;
import io.longshore.worker.Drained;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a worker's process tells of itself: that it is ready, what it waits for, and why it ends.
final class WorkerLog {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);

  private WorkerLog() {}

  /// @param config whose worker can take commands now
  static void ready(WorkerConfig config) {
    Instant begun = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
    LOG.atInfo()
        .addKeyValue("host", config.host())
        .addKeyValue("commands", Topics.commands(config.host()))
        .addKeyValue("results", Topics.results(config.host()))
        .addKeyValue("version", Version.TEXT)
        .addKeyValue("java", Runtime.version())
        .addKeyValue("millis", Duration.between(begun, Instant.now()).toMillis())
        .log("Worker ready");
  }

  static void kafka(BrokerState state) {
    if (state.trouble() == null) {
      LOG.atInfo().addKeyValue("part", state.part()).log("Kafka serves");
    } else {
      LOG.atWarn()
          .addKeyValue("part", state.part())
          .addKeyValue("reason", state.trouble())
          .log("Kafka does not serve; trying on");
    }
  }

  static void toldToEnd(Duration drain) {
    LOG.atInfo()
        .addKeyValue("drain", drain)
        .log("Told to end; running commands may end by themselves");
  }

  static void drained(Drained drained, Duration drain) {
    LOG.atInfo()
        .addKeyValue("finished", drained.finished())
        .addKeyValue("handedOver", drained.handedOver())
        .log("Drained; what was handed over is taken up by the next start");
    if (!drained.complete()) {
      LOG.atWarn()
          .addKeyValue("drain", drain)
          .addKeyValue("running", drained.running())
          .log("Commands are still running; the next start finishes them");
    }
  }

  static void ended(ExitCode code) {
    LOG.atInfo().addKeyValue("exitCode", code.number()).log("Worker ended");
  }

  static ExitCode refused(BrokerException e) {
    LOG.atError()
        .addKeyValue("reason", e.getMessage())
        .addKeyValue("hint", e.hint())
        .log("Kafka refuses this worker");
    return e.kind() == BrokerException.Kind.SETTING ? ExitCode.CONFIGURATION : ExitCode.UNAVAILABLE;
  }

  static ExitCode hostIsTaken(HostLock.Attempt.Taken lock) {
    LOG.atError()
        .addKeyValue("process", lock.holder())
        .addKeyValue("file", lock.file())
        .log("Another worker works on this host already; this one has done nothing");
    return ExitCode.NO_ANSWER;
  }

  static ExitCode cannotPublish(PublishException e) {
    if (e.fenced()) {
      LOG.atError().log("Another worker for this host has taken over; this one leaves all to it");
      return ExitCode.NO_ANSWER;
    }
    LOG.atError()
        .setCause(e)
        .log("Results can no longer be published; the next start finds what is unanswered");
    return ExitCode.UNAVAILABLE;
  }

  static ExitCode fault(RuntimeException e) {
    LOG.atError().setCause(e).log("The worker ends for a fault in Longshore itself");
    return ExitCode.FAULT;
  }
}

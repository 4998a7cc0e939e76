package io.longshore.kafka;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which protocol of transactions the cluster speaks. Up to version 1 a write that is late by more
/// than its transaction can land in the producer's next one (KIP-890; Jepsen found it in brokers of
/// that protocol), so that a result that was taken back and written again is there twice.
final class TransactionProtocol {
  private static final Logger LOG = LoggerFactory.getLogger(TransactionProtocol.class);
  private static final String FEATURE = "transaction.version";
  private static final short WITHOUT_LATE_WRITES = 2;

  private TransactionProtocol() {}

  /// Warns of a cluster on which one result each is not certain. A cluster that does not tell is
  /// not spoken of.
  static void warnIfOld(Admin admin) {
    try {
      int version = version(admin);
      if (version < WITHOUT_LATE_WRITES) {
        LOG.atWarn()
            .addKeyValue("version", version)
            .log(
                "The cluster's transactions may let a late write in, so that a result may be there twice; raise its"
                    + " feature transaction.version to 2");
      }
    } catch (ExecutionException | TimeoutException unknown) {
      LOG.atDebug().setCause(unknown).log("The cluster does not tell its protocol of transactions");
    }
  }

  /// The version that the cluster has agreed on; 0 for one older than versions.
  static int version(Admin admin) throws ExecutionException, TimeoutException {
    FinalizedVersionRange range =
        Opening.await(admin.describeFeatures().featureMetadata()).finalizedFeatures().get(FEATURE);
    return range == null ? 0 : range.maxVersionLevel();
  }
}

package io.longshore.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.broker.EmbeddedBroker;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.junit.jupiter.api.Test;

class TransactionProtocolIT {
  @Test
  void aClusterTellsItsProtocol() throws Exception {
    try (EmbeddedBroker broker = World.broker();
        World world = new World(broker, "protocol");
        Admin admin = world.admin()) {
      assertThat(TransactionProtocol.version(admin)).isEqualTo(2);

      FeatureUpdate older = new FeatureUpdate((short) 1, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE);
      admin
          .updateFeatures(Map.of("transaction.version", older), new UpdateFeaturesOptions())
          .all()
          .get();

      World.await(() -> TransactionProtocol.version(admin) == 1);
    }
  }
}

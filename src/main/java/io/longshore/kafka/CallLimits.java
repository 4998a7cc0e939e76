package io.longshore.kafka;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/// Limits of calls where users give requests more time than Longshore does. Kafka makes no client
/// whose calls may end before their requests: `default.api.timeout.ms` and `delivery.timeout.ms`
/// must not be below `request.timeout.ms`, the latter with `linger.ms` added.
public final class CallLimits {
  private static final List<String> LIMITS =
      List.of(
          CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);

  private CallLimits() {}

  /// Makes those limits long enough that the user has not set.
  ///
  /// @param properties of a client, the user's among them
  /// @param users the names of the user's properties
  /// @throws org.apache.kafka.common.config.ConfigException when a time is no number
  public static void lengthen(Map<String, Object> properties, Set<String> users) {
    long request =
        millis(properties, CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG)
            + millis(properties, ProducerConfig.LINGER_MS_CONFIG);
    for (String limit : LIMITS) {
      if (properties.containsKey(limit) && !users.contains(limit)) {
        long longest = Math.max(request, millis(properties, limit));
        properties.put(limit, Math.clamp(longest, 0, Integer.MAX_VALUE));
      }
    }
  }

  private static long millis(Map<String, Object> properties, String name) {
    Object value = properties.get(name);
    return value == null ? 0 : (long) ConfigDef.parseType(name, value, ConfigDef.Type.LONG);
  }
}

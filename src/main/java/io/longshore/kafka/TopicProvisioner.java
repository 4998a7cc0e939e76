package io.longshore.kafka;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.longshore.kafka.TopicState.Difference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// Makes topics with the settings that the promises need, and says in what existing ones differ. It
/// changes no topic that is there: whoever made it may have had reasons.
public final class TopicProvisioner {
  private static final int ENOUGH_FOR_MAJORITY = 3;
  private static final String LEAST_IN_SYNC = "min.insync.replicas";
  private static final String MAJORITY = "2";
  private static final String ONE = "1";
  private static final int LOOKS = 200;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  /// So many topics in one request: a controller writes at most 10,000 records at once, and a topic
  /// is one for itself, one for each partition and one for each setting.
  private static final int AT_ONCE = 200;

  private final Admin admin;
  private final int replicationFactor;

  /// @param admin stays open
  /// @param replicationFactor of topics that are made; 0: the broker's default
  public TopicProvisioner(Admin admin, int replicationFactor) {
    this.admin = admin;
    this.replicationFactor = replicationFactor;
  }

  /// Makes what is missing.
  ///
  /// @return one for each, in the same order
  /// @throws BrokerException when the broker cannot be reached or refuses
  public List<TopicState> provision(List<TopicSpec> wanted) {
    Set<String> missing = new TreeSet<>(wanted.stream().map(TopicSpec::name).toList());
    missing.removeAll(descriptions(missing).keySet());
    Set<String> created =
        create(wanted.stream().filter(spec -> missing.contains(spec.name())).toList());
    awaitSeen(missing);
    Map<String, TopicState> existing = new HashMap<>();
    check(wanted.stream().filter(spec -> !created.contains(spec.name())).toList())
        .forEach(state -> existing.put(state.topic(), state));
    return wanted.stream()
        .map(spec ->
            Optional.ofNullable(existing.get(spec.name()))
                .orElseGet(() -> new TopicState.Created(spec.name())))
        .toList();
  }

  /// A broker learns of a new topic a little after the controller has made it; whoever is told that
  /// a topic was made must also find it.
  private void awaitSeen(Set<String> names) {
    RetryConfig untilSeen =
        RetryConfig.<Boolean>custom()
            .maxAttempts(LOOKS)
            .waitDuration(BETWEEN_LOOKS)
            .retryOnResult(seen -> !seen)
            .build();
    boolean _ =
        Retry.of("topics-seen", untilSeen)
            .executeSupplier(() -> descriptions(names).keySet().containsAll(names));
  }

  /// Looks at what is there and what is not.
  ///
  /// @return one for each, in the same order
  /// @throws BrokerException when the broker cannot be reached
  public List<TopicState> check(List<TopicSpec> wanted) {
    Map<String, TopicDescription> found =
        descriptions(wanted.stream().map(TopicSpec::name).toList());
    List<TopicState> states = new ArrayList<>();
    for (List<TopicSpec> part : parts(wanted)) {
      Map<ConfigResource, KafkaFuture<Config>> settings =
          admin
              .describeConfigs(
                  part.stream()
                      .filter(spec -> found.containsKey(spec.name()))
                      .map(TopicProvisioner::resource)
                      .toList())
              .values();
      part.forEach(spec -> states.add(state(spec, found.get(spec.name()), settings)));
    }
    return states;
  }

  private static ConfigResource resource(TopicSpec spec) {
    return new ConfigResource(ConfigResource.Type.TOPIC, spec.name());
  }

  private static TopicState state(
      TopicSpec spec,
      @Nullable TopicDescription description,
      Map<ConfigResource, KafkaFuture<Config>> settings) {
    return description == null
        ? new TopicState.Missing(spec.name())
        : state(
            spec, description.partitions(), Objects.requireNonNull(settings.get(resource(spec))));
  }

  private static TopicState state(
      TopicSpec spec, List<TopicPartitionInfo> partitions, KafkaFuture<Config> found) {
    try {
      Config config = await(found);
      TopicState.TopicConfig settings =
          name ->
              Optional.ofNullable(config.get(name))
                  .flatMap(entry -> Optional.ofNullable(entry.value()));
      return new TopicState.Existing(
          spec.name(), partitions.size(), settings, differences(spec, partitions, settings));
    } catch (ExecutionException | TimeoutException e) {
      if (e.getCause() instanceof AuthorizationException refusal) {
        return new TopicState.Unseen(spec.name(), String.valueOf(refusal.getMessage()));
      }
      throw BrokerException.of("The settings of the topic " + spec.name() + " cannot be read", e);
    }
  }

  private static List<Difference> differences(
      TopicSpec spec, List<TopicPartitionInfo> partitions, TopicState.TopicConfig settings) {
    List<Difference> differences = new ArrayList<>();
    if (partitions.size() != spec.partitions()) {
      differences.add(
          new Difference(
              "partitions",
              Integer.toString(spec.partitions()),
              Integer.toString(partitions.size())));
    }
    boolean mayBeMajority =
        partitions.stream().allMatch(part -> part.replicas().size() >= ENOUGH_FOR_MAJORITY);
    if (mayBeMajority && settings.get(LEAST_IN_SYNC).filter(ONE::equals).isPresent()) {
      // What one replica has acknowledged is lost with it.
      differences.add(new Difference(LEAST_IN_SYNC, MAJORITY, ONE));
    }
    spec.settings()
        .forEach((name, wanted) -> {
          String actual = settings.get(name).orElse("not set");
          if (!actual.equals(wanted)) {
            differences.add(new Difference(name, wanted, actual));
          }
        });
    return differences;
  }

  /// The descriptions of those that exist.
  private Map<String, TopicDescription> descriptions(Collection<String> names) {
    Map<String, TopicDescription> found = new HashMap<>();
    for (List<String> part : parts(List.copyOf(names))) {
      admin
          .describeTopics(part)
          .topicNameValues()
          .forEach(
              (name, future) -> described(name, future).ifPresent(topic -> found.put(name, topic)));
    }
    return found;
  }

  private static Optional<TopicDescription> described(
      String name, KafkaFuture<TopicDescription> future) {
    try {
      return Optional.of(await(future));
    } catch (ExecutionException | TimeoutException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw BrokerException.of("The topic " + name + " cannot be looked at", e);
    }
  }

  /// The names of those that were made: others may have made some in the meantime.
  private Set<String> create(List<TopicSpec> missing) {
    Set<String> created = new TreeSet<>();
    int replicas = missing.isEmpty() ? 0 : replicas(missing.getFirst());
    for (List<TopicSpec> part : parts(missing)) {
      admin
          .createTopics(part.stream().map(spec -> newTopic(spec, replicas)).toList())
          .values()
          .forEach((name, future) -> {
            if (isMade(name, future)) {
              created.add(name);
            }
          });
    }
    return created;
  }

  private static boolean isMade(String name, KafkaFuture<?> future) {
    try {
      await(future);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw BrokerException.of("The topic " + name + " cannot be made", e);
    }
  }

  private static <T> List<List<T>> parts(List<T> all) {
    List<List<T>> parts = new ArrayList<>();
    for (int first = 0; first < all.size(); first += AT_ONCE) {
      parts.add(all.subList(first, Math.min(all.size(), first + AT_ONCE)));
    }
    return parts;
  }

  /// How many replicas a topic will have; 0 when the broker does not tell its default.
  private int replicas(TopicSpec spec) {
    if (replicationFactor != 0) {
      return replicationFactor;
    }
    try {
      CreateTopicsOptions onlyAsked = new CreateTopicsOptions().validateOnly(true);
      return await(
          admin.createTopics(List.of(newTopic(spec, 0)), onlyAsked).replicationFactor(spec.name()));
    } catch (ExecutionException | TimeoutException untold) {
      // Whatever is in the way is met, and told, when the topic is made.
      return 0;
    }
  }

  private NewTopic newTopic(TopicSpec spec, int replicas) {
    Map<String, String> settings = new TreeMap<>(spec.settings());
    if (replicas >= ENOUGH_FOR_MAJORITY) {
      settings.put(LEAST_IN_SYNC, MAJORITY);
    }
    Optional<Short> factor =
        replicationFactor == 0 ? Optional.empty() : Optional.of((short) replicationFactor);
    return new NewTopic(spec.name(), Optional.of(spec.partitions()), factor).configs(settings);
  }

  private static <T> T await(KafkaFuture<T> future) throws ExecutionException, TimeoutException {
    try {
      return future.get(ClientProperties.CALL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerException(
          BrokerException.Kind.UNREACHABLE,
          "Waiting for the broker was interrupted",
          "Start it again.",
          e);
    }
  }
}

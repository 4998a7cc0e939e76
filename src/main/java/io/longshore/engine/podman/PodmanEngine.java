package io.longshore.engine.podman;

import io.longshore.availability.Gate;
import io.longshore.availability.Probing;
import io.longshore.engine.ContainerEngine;
import io.longshore.engine.Containers;
import io.longshore.engine.Images;
import io.longshore.engine.Volumes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Podman by its REST API. Making one connects to nothing, so that a worker can start before its
/// engine.
///
/// It may be used from any number of threads, virtual ones too. A call that was timed out or
/// interrupted is given up at once; what it asked for may still happen, so its caller has to look.
/// An interrupted thread stays interrupted.
public final class PodmanEngine implements ContainerEngine {
  /// Whoever asks for it wants to know whether Podman answers at all.
  private static final Duration VERSION_LIMIT = Duration.ofSeconds(10);

  private static final Pattern RELEASE = Pattern.compile("([0-9]{1,4})[.]([0-9]{1,3})");
  private static final int OLDEST_TESTED = 4_003;
  private static final int NEWEST_TESTED = 5_004;

  private final LibpodHttp http;
  private final Containers containers;
  private final Images images;
  private final Volumes volumes;

  /// Podman at that socket.
  public PodmanEngine(PodmanSettings settings) {
    this(settings, Probing.DEFAULT, InstantSource.system());
  }

  /// Podman at that socket.
  ///
  /// @param probing how outages are found
  /// @param clock tells since when an outage lasts
  public PodmanEngine(PodmanSettings settings, Probing probing, InstantSource clock) {
    this.http = new LibpodHttp(settings, probing, clock);
    this.containers = new PodmanContainers(http, settings);
    this.images = new PodmanImages(http, settings);
    this.volumes = new PodmanVolumes(http);
  }

  @Override
  public Containers containers() {
    return containers;
  }

  @Override
  public Images images() {
    return images;
  }

  @Override
  public Volumes volumes() {
    return volumes;
  }

  /// Whether that version of Podman lies between the oldest and the newest, 4.3 and 5.4, that every
  /// release is tested with.
  ///
  /// @param version as Podman tells it, such as `5.4.2`
  public static boolean isTestedWith(String version) {
    Matcher numbers = RELEASE.matcher(version);
    if (!numbers.lookingAt()) {
      return false;
    }
    int release = Integer.parseInt(numbers.group(1)) * 1000 + Integer.parseInt(numbers.group(2));
    return release >= OLDEST_TESTED && release <= NEWEST_TESTED;
  }

  @Override
  public String version() {
    String attempt = "tell its version";
    return http.get(attempt, http.path("version"), VERSION_LIMIT, Answer.JSON)
        .orThrow(attempt)
        .path("Version")
        .asString("");
  }

  @Override
  public Gate availability() {
    return http.gate();
  }

  @Override
  public void close() {
    http.close();
  }
}

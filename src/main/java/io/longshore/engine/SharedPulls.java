package io.longshore.engine;

import io.longshore.availability.Availability;
import io.longshore.command.ImageReference;
import io.longshore.command.ImageRequest;
import io.longshore.plan.ListedImage;
import io.longshore.plan.ObservedImage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Images of an engine, of which each is pulled once at a time however many ask: who asks for what
/// is being pulled already waits, and gets that pull's outcome and its progress.
///
/// The same is: the same reference, account and wish for TLS. Everybody keeps a limit of their own;
/// one who gives up ends no pull but their own. When it is the one who pulls, the next takes over
/// with the time that is left to it.
public final class SharedPulls implements Images {
  private final Images images;
  private final Map<ImageRequest, SharedPull> running = new ConcurrentHashMap<>();

  SharedPulls(Images images) {
    this.images = images;
  }

  /// The engine with its pulls shared.
  public static ContainerEngine in(ContainerEngine engine) {
    return new Sharing(engine, new SharedPulls(engine.images()));
  }

  @Override
  public List<ListedImage> list() {
    return images.list();
  }

  @Override
  public Optional<ObservedImage> find(ImageReference image) {
    return images.find(image);
  }

  @Override
  public boolean remove(ImageReference image, ObservedImage found) {
    return images.remove(image, found);
  }

  @Override
  public String pull(ImageRequest request, Consumer<String> progress, Duration limit) {
    ImageRequest whole =
        new ImageRequest(
            request.image().withDefaultTag(), request.credentials(), request.tlsVerify());
    long end = System.nanoTime() + limit.toNanos();
    Optional<String> id = Optional.empty();
    while (id.isEmpty()) {
      SharedPull own = new SharedPull(progress);
      SharedPull other = running.putIfAbsent(whole, own);
      id =
          other == null
              ? Optional.of(lead(own, request, whole, end))
              : other.join(request.image(), progress, limit, left(end));
    }
    return id.get();
  }

  private String lead(SharedPull own, ImageRequest request, ImageRequest whole, long end) {
    try {
      String id = images.pull(request, own, left(end));
      running.remove(whole, own);
      own.pulled(id);
      return id;
    } catch (EngineException failure) {
      running.remove(whole, own);
      if (!left(end).isZero() && !Thread.currentThread().isInterrupted()) {
        own.failed(failure);
      }
      throw failure;
    } finally {
      running.remove(whole, own);
      own.givenUp();
    }
  }

  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  private record Sharing(ContainerEngine engine, Images images) implements ContainerEngine {
    @Override
    public Containers containers() {
      return engine.containers();
    }

    @Override
    public Volumes volumes() {
      return engine.volumes();
    }

    @Override
    public String version() {
      return engine.version();
    }

    @Override
    public Availability availability() {
      return engine.availability();
    }

    @Override
    public void close() {
      engine.close();
    }
  }
}

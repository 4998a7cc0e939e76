package io.longshore.supervisor.systemd;

import io.longshore.availability.Deadline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The ends of one unit's jobs, kept by the jobs' paths. A job's end can be told before the reply
/// that names the job, so whoever comes first makes the future.
final class JobWatch implements AutoCloseable {
  private final String unit;
  private final CompletableFuture<String> loss;
  private final Consumer<JobWatch> onClose;
  private final ConcurrentMap<String, CompletableFuture<String>> ends = new ConcurrentHashMap<>();

  JobWatch(String unit, CompletableFuture<String> loss, Consumer<JobWatch> onClose) {
    this.unit = unit;
    this.loss = loss;
    this.onClose = onClose;
  }

  void removed(String job, String unitOfJob, String result) {
    if (unitOfJob.equals(unit)) {
      end(job).complete(result);
    }
  }

  /// systemd's word for how the job ended; null when it had not by the deadline.
  ///
  /// @throws BusException when the connection is lost before
  @Nullable String await(String job, Deadline deadline) {
    CompletableFuture<String> end = end(job);
    try {
      CompletableFuture.anyOf(end, loss).get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (InterruptedException e) {
      throw BusException.interrupted();
    } catch (ExecutionException e) {
      throw BusException.unreachable(e);
    }
    if (end.isDone()) {
      return end.join();
    }
    throw BusException.lost(loss.join());
  }

  private CompletableFuture<String> end(String job) {
    return ends.computeIfAbsent(job, _ -> new CompletableFuture<>());
  }

  @Override
  public void close() {
    onClose.accept(this);
  }
}

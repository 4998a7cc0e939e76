package io.longshore.engine.podman;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/// Asks the engine whether there is a container that nobody has: it has to look into its own
/// records for that, and waits for no container's lock, as a list of them would.
final class EngineProbe implements Runnable {
  private static final int SERVER_ERROR = 500;

  private final OkHttpClient client;
  private final Request question;
  private final LeftBehind leftBehind;
  private final Duration limit;
  private final Duration patience;

  /// @param client of its own, so that other calls do not keep it from asking
  /// @param limit the longest that the answer may take
  /// @param patience the longest wait, after a good answer, for calls that were left behind
  EngineProbe(
      OkHttpClient client,
      HttpUrl question,
      LeftBehind leftBehind,
      Duration limit,
      Duration patience) {
    this.client = client;
    this.question = new Request.Builder().url(question).get().build();
    this.leftBehind = leftBehind;
    this.limit = limit;
    this.patience = patience;
  }

  /// @throws IllegalStateException saying what came instead of a good answer
  @Override
  public void run() {
    Call call = client.newCall(question);
    CompletableFuture<Integer> status = new CompletableFuture<>();
    call.enqueue(answering(status));
    try {
      if (status.get(limit.toNanos(), TimeUnit.NANOSECONDS) >= SERVER_ERROR) {
        throw new IllegalStateException("it answers with status " + status.join());
      }
      leftBehind.await(patience);
    } catch (TimeoutException late) {
      throw new IllegalStateException("no answer within " + limit.toMillis() / 1000.0 + " s", late);
    } catch (ExecutionException broken) {
      throw new IllegalStateException(reason(broken.getCause()), broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    } finally {
      call.cancel();
    }
  }

  private static String reason(@Nullable Throwable cause) {
    return cause == null || cause.getMessage() == null ? "no connection" : cause.getMessage();
  }

  private static Callback answering(CompletableFuture<Integer> status) {
    return new Callback() {
      @Override
      public void onFailure(Call call, IOException broken) {
        status.completeExceptionally(broken);
      }

      @Override
      public void onResponse(Call call, Response response) {
        status.complete(response.code());
        response.close();
      }
    };
  }
}

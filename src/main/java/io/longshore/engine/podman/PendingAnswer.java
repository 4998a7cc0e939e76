package io.longshore.engine.podman;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import tools.jackson.core.exc.JacksonIOException;

/// An answer on its way: read by a thread that does input, waited for by the one that asked.
final class PendingAnswer<T> extends CompletableFuture<Answer<T>> implements Callback {
  private static final int NOT_MODIFIED = 304;
  private static final int SWITCHING_PROTOCOLS = 101;

  private final Answer.Reader<T> reader;

  PendingAnswer(Answer.Reader<T> reader) {
    this.reader = reader;
  }

  @Override
  public void onFailure(Call call, IOException broken) {
    completeExceptionally(broken);
  }

  @Override
  public void onResponse(Call call, Response response) {
    try (response;
        InputStream body = response.body().byteStream()) {
      complete(read(response, body));
    } catch (JacksonIOException broken) {
      completeExceptionally(broken.getCause());
    } catch (IOException | RuntimeException broken) {
      completeExceptionally(broken);
    }
  }

  private Answer<T> read(Response response, InputStream body) throws IOException {
    int status = response.code();
    if (response.isSuccessful() || status == NOT_MODIFIED || status == SWITCHING_PROTOCOLS) {
      return new Answer.Done<>(reader.read(status, body));
    }
    return new Answer.Refused<>(Refusal.read(status, body.readAllBytes()));
  }
}

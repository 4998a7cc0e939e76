package io.longshore.engine.podman;

import io.longshore.availability.Gate;
import io.longshore.availability.Probing;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.newsclub.net.unix.AFSocketFactory;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import tools.jackson.databind.JsonNode;

/// HTTP over Podman's unix socket. Callers may be virtual threads: all input and output is done by
/// platform threads named `podman-io-…`, because junixsocket blocks the carriers of virtual ones. A
/// caller waits at most for its limit, and its call ends with its waiting.
///
/// Every call that may do something has a connection of its own: Podman's service leaves after five
/// seconds without one, or at any time by an update, and a connection kept for later would then
/// fail a call that must not be repeated. Looks share connections for a moment, since one that
/// fails on an old connection is repeated on a new one.
final class LibpodHttp implements AutoCloseable {
  private static final HttpUrl ROOT = HttpUrl.get("http://podman/v4.0.0/libpod");
  private static final MediaType JSON = MediaType.get("application/json");

  /// A task that is followed has two calls open for as long as it runs, and hundreds may run; what
  /// is beyond this waits, and so would a look at anything else.
  private static final int MOST_CALLS = 4096;

  /// How many idle connections are kept for looks, and for how many seconds: less than Podman's
  /// service waits for, so that it can leave.
  private static final int MOST_IDLE = 16;

  private static final int IDLE_SECONDS = 2;

  private final PodmanSettings settings;
  private final ExecutorService threads;
  private final OkHttpClient client;
  private final OkHttpClient looking;
  private final Gate gate;
  private final Exchange exchange;

  LibpodHttp(PodmanSettings settings, Probing probing, InstantSource clock) {
    this.settings = settings;
    this.threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("podman-io-", 0).factory());
    this.client = client(settings.socket(), threads);
    this.looking =
        client
            .newBuilder()
            .connectionPool(new ConnectionPool(MOST_IDLE, IDLE_SECONDS, TimeUnit.SECONDS))
            .retryOnConnectionFailure(true)
            .build();
    LeftBehind leftBehind = new LeftBehind();
    this.gate =
        new Gate(
            "podman",
            new EngineProbe(
                client.newBuilder().dispatcher(new Dispatcher(threads)).build(),
                path("containers", "longshore-probe", "exists").build(),
                leftBehind,
                probing.limit(),
                settings.callLimit()),
            probing,
            clock);
    this.exchange = new Exchange(settings.socket(), gate, probing.suspicion(), leftBehind);
  }

  /// Whether the engine answers.
  Gate gate() {
    return gate;
  }

  private static OkHttpClient client(Path socket, ExecutorService threads) {
    Dispatcher dispatcher = new Dispatcher(threads);
    dispatcher.setMaxRequests(MOST_CALLS);
    dispatcher.setMaxRequestsPerHost(MOST_CALLS);
    return new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .socketFactory(sockets(socket))
        // Otherwise the machine's certificates are read into memory, and never asked for.
        .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
        .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
        .dns(_ -> List.of(InetAddress.getLoopbackAddress()))
        .proxy(Proxy.NO_PROXY)
        .retryOnConnectionFailure(false)
        .followRedirects(false)
        .connectTimeout(Duration.ZERO)
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO)
        .build();
  }

  private static SocketFactory sockets(Path socket) {
    try {
      return new AFSocketFactory.FixedAddressSocketFactory(AFUNIXSocketAddress.of(socket));
    } catch (SocketException unusable) {
      throw new UncheckedIOException("cannot use " + socket + " as a unix socket", unusable);
    }
  }

  /// Where to find that part of the API; segments are encoded as needed.
  HttpUrl.Builder path(String... segments) {
    HttpUrl.Builder url = ROOT.newBuilder();
    for (String segment : segments) {
      url.addPathSegment(segment);
    }
    return url;
  }

  /// Reads, within the usual limit.
  <T> Answer<T> get(String attempt, HttpUrl.Builder url, Answer.Reader<T> reader) {
    return get(attempt, url, settings.callLimit(), reader);
  }

  /// Reads, within a limit.
  <T> Answer<T> get(String attempt, HttpUrl.Builder url, Duration limit, Answer.Reader<T> reader) {
    Request request = new Request.Builder().url(url.build()).get().build();
    return exchange.answer(
        new Exchange.Question(attempt, looking.newCall(request), limit, false), reader);
  }

  /// Reads what may be long: within its own limit, as long as Podman is never silent for the usual
  /// one.
  <T> Answer<T> getLong(
      String attempt, HttpUrl.Builder url, Duration limit, Answer.Reader<T> reader) {
    OkHttpClient patient = looking.newBuilder().readTimeout(settings.callLimit()).build();
    Request request = new Request.Builder().url(url.build()).get().build();
    return exchange.answer(
        new Exchange.Question(attempt, patient.newCall(request), limit, false), reader);
  }

  /// Does something within the usual limit, and the time that the engine is asked to take for it.
  <T> Answer<T> act(String attempt, HttpUrl.Builder url, Duration beyond, Answer.Reader<T> reader) {
    Request.Builder request = new Request.Builder().url(url.build()).post(RequestBody.EMPTY);
    return act(attempt, request, settings.callLimit().plus(beyond), reader);
  }

  /// Does something that a document describes, within the usual limit.
  <T> Answer<T> act(
      String attempt, HttpUrl.Builder url, JsonNode document, Answer.Reader<T> reader) {
    return act(attempt, posting(url, document), settings.callLimit(), reader);
  }

  /// Removes, within the usual limit.
  <T> Answer<T> delete(String attempt, HttpUrl.Builder url, Answer.Reader<T> reader) {
    return delete(attempt, url, Duration.ZERO, reader);
  }

  /// Removes, within the usual limit and the time that the engine is asked to take for it.
  <T> Answer<T> delete(
      String attempt, HttpUrl.Builder url, Duration beyond, Answer.Reader<T> reader) {
    Request.Builder request = new Request.Builder().url(url.build()).delete();
    return act(attempt, request, settings.callLimit().plus(beyond), reader);
  }

  /// Begins something that may rightly take as long as the limit is.
  <T> Answer<T> post(
      String attempt,
      HttpUrl.Builder url,
      JsonNode document,
      Duration limit,
      Answer.Reader<T> reader) {
    return await(attempt, posting(url, document), limit, reader);
  }

  /// The same with headers in the place of a document.
  <T> Answer<T> post(
      String attempt,
      HttpUrl.Builder url,
      Map<String, String> headers,
      Duration limit,
      Answer.Reader<T> reader) {
    Request.Builder request = new Request.Builder().url(url.build()).post(RequestBody.EMPTY);
    headers.forEach(request::header);
    return await(attempt, request, limit, reader);
  }

  private static Request.Builder posting(HttpUrl.Builder url, JsonNode document) {
    return new Request.Builder()
        .url(url.build())
        .post(RequestBody.create(document.toString(), JSON));
  }

  private <T> Answer<T> act(
      String attempt, Request.Builder request, Duration limit, Answer.Reader<T> reader) {
    return exchange.answer(
        new Exchange.Question(attempt, client.newCall(request.build()), limit, true), reader);
  }

  private <T> Answer<T> await(
      String attempt, Request.Builder request, Duration limit, Answer.Reader<T> reader) {
    return exchange.answer(
        new Exchange.Question(attempt, client.newCall(request.build()), limit, false), reader);
  }

  @Override
  public void close() {
    gate.close();
    client.dispatcher().cancelAll();
    looking.connectionPool().evictAll();
    threads.shutdown();
  }
}

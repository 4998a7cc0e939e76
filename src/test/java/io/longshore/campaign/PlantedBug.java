package io.longshore.campaign;

import io.longshore.command.ContainerName;
import io.longshore.engine.ContainerEngine;
import io.longshore.engine.Containers;
import io.longshore.event.Event;
import io.longshore.ledger.ResultPublisher;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A protection switched off, in a worker under test only: what the checker must find.
enum PlantedBug {
  /// The worker as it is.
  NONE,
  /// The message is marked as done first, and its result published after that: no transaction.
  RESULT_APART,
  /// No `started` event before the first effect.
  NO_STARTED,
  /// A container run to its end is removed before its result is durable.
  EARLY_REMOVAL;

  /// The publisher with this bug.
  ResultPublisher in(ResultPublisher publisher) {
    return switch (this) {
      case NONE, EARLY_REMOVAL -> publisher;
      case RESULT_APART ->
          altered(
              ResultPublisher.class,
              (_, method, arguments) ->
                  method.getName().equals("finish")
                          && arguments[0] instanceof Event.Finished finished
                      ? apart(publisher, finished, (Long) arguments[1])
                      : Watched.call(publisher, method, arguments));
      case NO_STARTED ->
          altered(
              ResultPublisher.class,
              (_, method, arguments) ->
                  method.getName().equals("begin")
                      ? CompletableFuture.completedFuture(0L)
                      : Watched.call(publisher, method, arguments));
    };
  }

  /// The engine with this bug.
  ContainerEngine in(ContainerEngine engine) {
    return this == EARLY_REMOVAL
        ? altered(
            ContainerEngine.class,
            (_, method, arguments) ->
                method.getName().equals("containers")
                    ? removingEarly(engine.containers())
                    : Watched.call(engine, method, arguments))
        : engine;
  }

  private static CompletableFuture<Long> apart(
      ResultPublisher publisher, Event.Finished finished, long offset) {
    return publisher
        .finish(new Event.Progress(finished.header(), "done"), offset)
        .thenCompose(_ -> publisher.publish(finished));
  }

  private static Containers removingEarly(Containers containers) {
    return altered(
        Containers.class,
        (_, method, arguments) -> {
          Object result = Watched.call(containers, method, arguments);
          if (method.getName().equals("logs")) {
            containers.remove((ContainerName) arguments[0]);
          }
          return result;
        });
  }

  private static <T> T altered(Class<T> type, Altering handler) {
    InvocationHandler altering =
        (proxy, method, arguments) ->
            handler.invoke(proxy, method, arguments == null ? new Object[0] : arguments);
    return type.cast(
        Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, altering));
  }

  /// An [InvocationHandler] that always gets its arguments.
  @FunctionalInterface
  private interface Altering {
    @Nullable Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments)
        throws Throwable;
  }
}

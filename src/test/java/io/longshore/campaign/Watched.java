package io.longshore.campaign;

import io.longshore.command.ContainerName;
import io.longshore.command.ContainerSpec;
import io.longshore.event.Event;
import io.longshore.plan.UnitName;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A port whose every call passes [FaultPoints]. A proxy, so that a method that a port gets
/// tomorrow is a fault point, too.
final class Watched implements InvocationHandler {
  private static final Set<String> OF_NO_CONSEQUENCE =
      Set.of("close", "wakeUp", "want", "toString", "hashCode", "equals");

  private final String port;
  private final Object target;
  private final FaultPoints points;

  private Watched(String port, Object target, FaultPoints points) {
    this.port = port;
    this.target = target;
    this.points = points;
  }

  /// The port, watched.
  ///
  /// @param name how its points are called
  static <T> T port(Class<T> type, String name, T target, FaultPoints points) {
    return type.cast(proxy(type, name, target, points));
  }

  private static Object proxy(Class<?> type, String name, Object target, FaultPoints points) {
    return Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, new Watched(name, target, points));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (OF_NO_CONSEQUENCE.contains(method.getName())) {
      return call(target, method, arguments);
    }
    if (isPart(method)) {
      Object part = call(target, method, arguments);
      return part == null ? null : proxy(method.getReturnType(), method.getName(), part, points);
    }
    String call = port + "." + method.getName() + about(arguments);
    points.begins(call);
    return ended(call, call(target, method, arguments));
  }

  /// A future's call is over when it is durable.
  private @Nullable Object ended(String call, @Nullable Object result) {
    if (result instanceof CompletableFuture<?> future) {
      return future.thenApply(value -> {
        points.ends(call);
        return value;
      });
    }
    points.ends(call);
    return result;
  }

  /// A port's parts are ports: `engine.containers()`.
  private static boolean isPart(Method method) {
    return method.getParameterCount() == 0
        && method.getReturnType().isInterface()
        && method.getReturnType().getPackage().equals(method.getDeclaringClass().getPackage());
  }

  /// The part that the container plays, without its number, so that a step has one name for all
  /// containers that play it.
  private static String about(Object @Nullable [] arguments) {
    Object first = arguments == null || arguments.length == 0 ? null : arguments[0];
    return switch (first) {
      case null -> "";
      case ContainerName name -> part(name.text());
      case ContainerSpec spec -> part(spec.name().text());
      case UnitName unit -> part(unit.text());
      case Event event -> "[" + event.getClass().getSimpleName().toLowerCase(Locale.ROOT) + "]";
      default -> "";
    };
  }

  private static String part(String name) {
    return "[" + name.replaceAll("^kolla-|-container\\.service$|longshore-|-?\\d+", "") + "]";
  }

  static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}

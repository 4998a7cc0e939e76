package io.longshore.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Choices by chance, the same ones for the same numbers.
public final class Dice {
  private final RandomGenerator random;

  private Dice(RandomGenerator random) {
    this.random = random;
  }

  /// The choices that belong to some numbers, such as a seed and an index.
  public static Dice of(long... numbers) {
    long mixed = 0;
    for (long number : numbers) {
      mixed = new SplittableRandom(mixed ^ number).nextLong();
    }
    return new Dice(new SplittableRandom(mixed));
  }

  /// True in so many of a hundred cases.
  public boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /// A number from least to most.
  public int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  /// One of them.
  @SafeVarargs
  public final <T> T oneOf(T... all) {
    return all[random.nextInt(all.length)];
  }

  /// One of them.
  public <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /// All of them in another order.
  public <T> List<T> shuffled(List<T> all) {
    List<T> rest = new ArrayList<>(all);
    List<T> order = new ArrayList<>();
    while (!rest.isEmpty()) {
      order.add(rest.remove(random.nextInt(rest.size())));
    }
    return order;
  }

  /// At least one of them and at most so many, none twice.
  public <T> List<T> some(int most, List<T> all) {
    return shuffled(all).subList(0, between(1, Math.min(most, all.size())));
  }
}

package io.longshore.bench;

import java.io.IOException;

/// Containers that nothing is asked of: made, and never started.
final class Neighbours implements AutoCloseable {
  private final FloorSide floor;
  private int number;

  Neighbours(FloorSide floor) {
    this.floor = floor;
  }

  /// Makes as many more as it takes.
  void become(int wanted) throws IOException {
    while (number < wanted) {
      floor.create(Commands.service(name(number), Commands.TOOLS));
      number++;
    }
  }

  private static String name(int number) {
    return "neighbour-" + number;
  }

  @Override
  public void close() throws IOException {
    while (number > 0) {
      number--;
      floor.remove(name(number));
    }
  }
}

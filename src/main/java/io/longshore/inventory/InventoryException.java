package io.longshore.inventory;

import java.util.Objects;

/// An inventory or a pattern cannot be used. Its message says where it stands, what was expected,
/// and what was found instead.
public final class InventoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InventoryException(String message) {
    super(message);
  }

  InventoryException(int line, String message) {
    super("line " + line + ": " + message);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}

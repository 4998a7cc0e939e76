package io.longshore.command;

import org.jspecify.annotations.Nullable;

/// An image and how to get it.
///
/// @param image the reference
/// @param credentials null: those the host has of its own, or none
/// @param tlsVerify null: the engine's `registries.conf` decides; false allows plain HTTP and
///   unknown certificates
public record ImageRequest(
    ImageReference image, @Nullable Credentials credentials, @Nullable Boolean tlsVerify) {
  /// That image, as the host's own configuration gets it.
  public static ImageRequest of(ImageReference image) {
    return new ImageRequest(image, null, null);
  }

  /// A registry account.
  ///
  /// @param username not empty
  /// @param password may be empty; appears in no text this type makes
  public record Credentials(String username, String password) {
    /// @throws InvalidValueException for an empty user name
    public Credentials {
      if (username.isEmpty()) {
        throw new InvalidValueException("a user name", "");
      }
    }

    @Override
    public String toString() {
      return "Credentials[" + username + "]";
    }
  }
}

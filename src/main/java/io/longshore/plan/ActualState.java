package io.longshore.plan;

import org.jspecify.annotations.Nullable;

/// What was found on the host about one command's resource. Parts that a command does not need are
/// not looked for and null.
///
/// @param container null: there is none
/// @param setAside what a replacement that did not come to its end had renamed
///   ([ReplacementNames#previous]); null: there is none
/// @param image the image that the wanted reference names locally; null: there is none
/// @param volume null: there is none
/// @param unit null: neither a unit file nor a loaded unit, or the command needs none
/// @param configCheck what the container's own configuration check said; null: it was not run
/// @param timeZone the host's time zone such as `Europe/Prague`
public record ActualState(
    @Nullable ObservedContainer container,
    @Nullable ObservedContainer setAside,
    @Nullable ObservedImage image,
    @Nullable ObservedVolume volume,
    @Nullable ObservedUnit unit,
    @Nullable ConfigCheck configCheck,
    String timeZone) {
  /// With nothing set aside.
  public ActualState(
      @Nullable ObservedContainer container,
      @Nullable ObservedImage image,
      @Nullable ObservedVolume volume,
      @Nullable ObservedUnit unit,
      @Nullable ConfigCheck configCheck,
      String timeZone) {
    this(container, null, image, volume, unit, configCheck, timeZone);
  }
}

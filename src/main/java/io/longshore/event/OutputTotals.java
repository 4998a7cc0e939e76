package io.longshore.event;

/// The whole of what a process wrote, measured by the bytes that the engine gave: the texts in a
/// result are decoded, and of a long output head and tail only.
///
/// @param stdout of its standard output
/// @param stderr of its standard error
/// @param complete false when lines may be missing before the first and after the last byte
///   measured, or between them: the engine keeps the output where long or fast output is dropped
public record OutputTotals(Total stdout, Total stderr, boolean complete) {
  /// Of what cannot be read: nothing was measured.
  public static final OutputTotals UNKNOWN = new OutputTotals(Total.NOTHING, Total.NOTHING, false);

  /// One stream.
  ///
  /// @param bytes how many there were, at least 0
  /// @param sha256 of all of them, 64 lower-case hexadecimal digits
  /// @param truncated whether the text leaves some of them out
  public record Total(long bytes, String sha256, boolean truncated) {
    private static final Total NOTHING = new Total(0, Sha256.of(new byte[0]), false);
  }
}

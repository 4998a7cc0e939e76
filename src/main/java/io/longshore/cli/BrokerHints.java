package io.longshore.cli;

import io.longshore.client.BrokerTroubleException;

/// What a person at the command line can do about a trouble with the broker.
final class BrokerHints {
  private BrokerHints() {}

  /// The trouble's sentence, with what to do where it does not say so itself.
  static String told(BrokerTroubleException trouble) {
    String hint =
        switch (trouble.kind()) {
          case UNREACHABLE ->
              "start one (longshore broker), name another (--bootstrap or LONGSHORE_BOOTSTRAP), or, if it wants TLS or a"
                  + " login, say so with --client-properties";
          case TLS ->
              "say in the file given with --client-properties whether it speaks TLS (security.protocol) and whose"
                  + " certificates are trusted (ssl.truststore.location)";
          case LOGIN -> "correct the file given with --client-properties";
          case FORBIDDEN -> "ask whoever keeps its ACLs";
          case SETTINGS -> "correct --bootstrap or --client-properties";
          case UNKNOWN_HOST, OTHER -> "";
        };
    return hint.isEmpty() ? trouble.getMessage() : trouble.getMessage() + "; " + hint;
  }
}

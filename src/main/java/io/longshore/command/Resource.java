package io.longshore.command;

/// What a command acts on. Commands for one resource keep their order; its text is the message key
/// (`container/nova_api`).
public sealed interface Resource {

  /// The key in messages: the kind, a slash, the name.
  String key();

  /// A container, together with its systemd unit.
  record OfContainer(ContainerName name) implements Resource {
    @Override
    public String key() {
      return "container/" + name;
    }
  }

  /// A named volume.
  record OfVolume(VolumeName name) implements Resource {
    @Override
    public String key() {
      return "volume/" + name;
    }
  }

  /// An image, by the reference asked for.
  record OfImage(ImageReference image) implements Resource {
    @Override
    public String key() {
      return "image/" + image;
    }
  }

  /// The host's own carrying out of commands.
  record OfHost() implements Resource {
    /// The only one.
    public static final OfHost INSTANCE = new OfHost();

    /// Its key.
    public static final String KEY = "host/control";

    @Override
    public String key() {
      return KEY;
    }
  }

  /// What is there on the host: the lane of questions that are not about one thing.
  record HostFacts() implements Resource {
    /// The only one.
    public static final HostFacts INSTANCE = new HostFacts();

    /// Its key.
    public static final String KEY = "host/facts";

    @Override
    public String key() {
      return KEY;
    }
  }
}

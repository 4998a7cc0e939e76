package io.longshore.engine;

import io.longshore.command.VolumeName;
import io.longshore.plan.ListedVolume;
import io.longshore.plan.ObservedVolume;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Named volumes of an engine, always by exact name although the engine itself also takes prefixes
/// (D37). All methods throw [EngineException].
public interface Volumes {
  /// The volume of exactly that name; empty when there is none.
  Optional<ObservedVolume> find(VolumeName name);

  /// All volumes, in one call and no particular order.
  List<ListedVolume> list();

  /// Makes a volume. False when it was there, whatever its labels.
  boolean create(VolumeName name, Map<String, String> labels);

  /// Removes a volume. False when it is gone already. Only what was found can be removed, since for
  /// a name that nobody has the engine would take a volume whose name begins so.
  ///
  /// @param volume as it was found a moment ago
  boolean remove(ObservedVolume volume);
}

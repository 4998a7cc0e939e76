package io.longshore.plan;

import io.longshore.command.VolumeName;
import java.util.Map;

/// A named volume as the engine reports it.
public record ObservedVolume(VolumeName name, Map<String, String> labels) {}

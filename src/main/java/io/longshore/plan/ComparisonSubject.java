package io.longshore.plan;

import io.longshore.command.ContainerSpec;
import org.jspecify.annotations.Nullable;

/// What the rules of a comparison look at.
///
/// @param spec what the container is to be
/// @param container what it is
/// @param image the image that the wanted reference names locally; null: there is none
/// @param specRecord what the container itself says about how it was asked for; null when it says
///   nothing readable
/// @param timeZone the host's time zone
record ComparisonSubject(
    ContainerSpec spec,
    ObservedContainer container,
    @Nullable ObservedImage image,
    @Nullable SpecRecord specRecord,
    String timeZone,
    PlanOptions options) {}

/// How Longshore logs: one line an event to standard error, readable or JSON, and never a secret.
///
/// Logback is set up by code rather than by a file, which saves a start about a quarter of a
/// second.
@NullMarked
package io.longshore.logging;

import org.jspecify.annotations.NullMarked;

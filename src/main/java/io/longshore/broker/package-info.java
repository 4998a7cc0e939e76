/// A real Kafka broker inside this process, for tests, for the demo, and for people who try
/// Longshore out.
@NullMarked
package io.longshore.broker;

import org.jspecify.annotations.NullMarked;

/// Sending commands to hosts and reading what they answer, for schedulers and people: the only part
/// of Longshore that another program needs.
@NullMarked
package io.longshore.client;

import org.jspecify.annotations.NullMarked;

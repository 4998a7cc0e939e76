/// Events as a person reads them. Pure: events in, lines out, and nothing among them that could
/// steer a terminal.
@NullMarked
package io.longshore.cli.text;

import org.jspecify.annotations.NullMarked;

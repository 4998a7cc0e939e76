/// Leading a rollout: reading its events, adding to them, and nothing else that could be lost.
@NullMarked
package io.longshore.cli.rollout;

import org.jspecify.annotations.NullMarked;

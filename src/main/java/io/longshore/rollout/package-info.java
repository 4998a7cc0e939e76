/// How a change goes over many hosts: the plan as data, and what follows from what has happened so
/// far. Core; knows `command` and `event`.
@NullMarked
package io.longshore.rollout;

import org.jspecify.annotations.NullMarked;

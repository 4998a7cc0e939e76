/// What is answered: events, differences, step reports, failure kinds. Core, and knows only
/// `command`.
@NullMarked
package io.longshore.event;

import org.jspecify.annotations.NullMarked;

/// Holds today's code to the messages and schemas of each release.
@NullMarked
package io.longshore.contract;

import org.jspecify.annotations.NullMarked;

/// Tests of the client, and a host that only pretends.
@NullMarked
package io.longshore.client;

import org.jspecify.annotations.NullMarked;

/// Pages that tell over HTTP how the worker is, served by the JDK's own server.
@NullMarked
package io.longshore.http;

import org.jspecify.annotations.NullMarked;

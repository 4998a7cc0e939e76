/// The Kafka clients of a person who sends commands and reads results.
@NullMarked
package io.longshore.cli.client;

import org.jspecify.annotations.NullMarked;

/// Words that several packages say in the same way. Knows nobody.
@NullMarked
package io.longshore.text;

import org.jspecify.annotations.NullMarked;

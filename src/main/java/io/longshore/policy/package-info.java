/// Who may ask for what. Core; knows `command`.
@NullMarked
package io.longshore.policy;

import org.jspecify.annotations.NullMarked;

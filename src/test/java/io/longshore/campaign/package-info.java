/// The fault campaign: a real broker, a real host and a real worker, a producer of mixed commands,
/// a nemesis that kills and stops all of them, and a checker that reads only what an outsider sees.
@NullMarked
package io.longshore.campaign;

import org.jspecify.annotations.NullMarked;

/// Parameter sets made by chance, for properties that hold of every one of them.
///
/// A set is made of a seed and an index alone, so that these two name it for ever. No generator
/// library is used: what has to be made is this domain's own words, in their odd spellings, and the
/// values that a real engine on the hosts at hand takes.
///
/// Start reading at [ParameterGenerator].
@NullMarked
package io.longshore.generated;

import org.jspecify.annotations.NullMarked;

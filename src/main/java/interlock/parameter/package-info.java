/** Dated thresholds with their references. */
@NullMarked
package interlock.parameter;

import org.jspecify.annotations.NullMarked;

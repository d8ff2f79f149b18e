/** Fact bases made to measure with, and what is measured on them. */
@NullMarked
package interlock.scale;

import org.jspecify.annotations.NullMarked;

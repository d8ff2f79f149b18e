/** Points, and the formulas that turn amounts into them. */
@NullMarked
package interlock.score;

import org.jspecify.annotations.NullMarked;

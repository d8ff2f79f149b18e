/** Worlds, and what follows from evaluating policies in several of them. */
@NullMarked
package interlock.scenario;

import org.jspecify.annotations.NullMarked;

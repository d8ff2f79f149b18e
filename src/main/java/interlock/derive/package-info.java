/** Derivers: pure functions from the facts of a world to what follows from them by arithmetic or by a graph, with the facts that each result rests on. */
@NullMarked
package interlock.derive;

import org.jspecify.annotations.NullMarked;

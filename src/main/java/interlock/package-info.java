/** Interlock: scores strategic implications and conflicts of interest, and explains every answer. */
@NullMarked
package interlock;

import org.jspecify.annotations.NullMarked;

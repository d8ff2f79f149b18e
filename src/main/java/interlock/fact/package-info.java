/** The fact base: facts with their status, clocks and evidence, read from files and checked on the way in. */
@NullMarked
package interlock.fact;

import org.jspecify.annotations.NullMarked;

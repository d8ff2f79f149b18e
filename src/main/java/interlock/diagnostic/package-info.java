/** What is wrong with an input: where, what, and what to type instead. */
@NullMarked
package interlock.diagnostic;

import org.jspecify.annotations.NullMarked;

/** Checks, tests and runs again whenever a file is saved, and tells what became otherwise. */
@NullMarked
package interlock.watch;

import org.jspecify.annotations.NullMarked;

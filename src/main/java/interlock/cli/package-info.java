/** The command line: the only room that prints or exits. */
@NullMarked
package interlock.cli;

import org.jspecify.annotations.NullMarked;

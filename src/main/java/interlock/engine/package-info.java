/** Compiles policies and evaluates them in a world; with the verbs the only user of Drools. */
@NullMarked
package interlock.engine;

import org.jspecify.annotations.NullMarked;

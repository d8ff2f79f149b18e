/** Policies as files: their path is their id, their doc comment the header, their rules the clauses. */
@NullMarked
package interlock.policy;

import org.jspecify.annotations.NullMarked;

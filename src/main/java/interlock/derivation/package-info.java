/** Steps and proofs: what was concluded from what. */
@NullMarked
package interlock.derivation;

import org.jspecify.annotations.NullMarked;

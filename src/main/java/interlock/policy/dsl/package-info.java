/** All that a policy may call: the verbs that conclude, points, and functions over amounts. */
@NullMarked
package interlock.policy.dsl;

import org.jspecify.annotations.NullMarked;

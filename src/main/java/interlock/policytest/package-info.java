/** Tests that stand beside a policy. */
@NullMarked
package interlock.policytest;

import org.jspecify.annotations.NullMarked;

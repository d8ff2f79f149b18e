/** What an author begins with: a policy with its tests, a fact, a test case made from a report. */
@NullMarked
package interlock.scaffold;

import org.jspecify.annotations.NullMarked;

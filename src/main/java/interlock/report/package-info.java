/** The report: signals with everything that explains them. */
@NullMarked
package interlock.report;

import org.jspecify.annotations.NullMarked;

/** The report as bytes for people and machines. */
@NullMarked
package interlock.report.render;

import org.jspecify.annotations.NullMarked;

/** Benchmarks of the inner pieces, each for itself. The whole is measured by {@code ./interlock bench}. */
@NullMarked
package interlock.bench;

import org.jspecify.annotations.NullMarked;

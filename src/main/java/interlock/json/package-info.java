/** Data files as trees that know where each of their parts stands: YAML, JSON, NDJSON and CSV. */
@NullMarked
package interlock.json;

import org.jspecify.annotations.NullMarked;

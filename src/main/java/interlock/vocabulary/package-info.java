/** The kinds of facts, conclusions and signals, in the field's words: plain Java that everything else is built on. */
@NullMarked
package interlock.vocabulary;

import org.jspecify.annotations.NullMarked;

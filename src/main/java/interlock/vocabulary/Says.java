package interlock.vocabulary;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The sentence that a fact of this kind stands for. Names of components in braces are replaced by their values; a part
 * in square brackets is left out when a value in it is unknown.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Says {
    String value();

    /** What a kind is, in a sentence or two for a reader; empty where its sentence says enough. */
    String about() default "";
}

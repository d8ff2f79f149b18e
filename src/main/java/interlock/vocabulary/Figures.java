package interlock.vocabulary;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a kind of fact that gives figures which a company has whether or not anybody tells them: where no such fact is on
 * file they are unknown, while of other kinds what is on no file is taken not to be.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Figures {}

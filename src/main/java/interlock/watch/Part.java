package interlock.watch;

import java.util.Optional;
import java.util.function.Consumer;

/** What a look found of one thing. */
sealed interface Part<T> {

    /** It was worked out anew. */
    record Fresh<T>(T value) implements Part<T> {}

    /**
     * What it is worked out from cannot be used.
     *
     * @param why where it is not a problem that is told anyway
     */
    record Broken<T>(Optional<String> why) implements Part<T> {}

    /** Nothing that it depends on has changed. */
    record Untouched<T>() implements Part<T> {}

    /** Does something with a fresh value. */
    default void ifFresh(Consumer<T> action) {
        if (this instanceof Fresh<T> fresh) {
            action.accept(fresh.value());
        }
    }
}

package interlock.engine.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * Something that a gate lets nobody through with.
 *
 * @param line of the text that was judged, from 1; 0 if it is in no line
 * @param column from 1
 * @param word what stands there
 */
public record Refusal(
        String code,
        int line,
        int column,
        String word,
        String message,
        @Nullable String help) {}

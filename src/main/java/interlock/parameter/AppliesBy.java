package interlock.parameter;

import interlock.vocabulary.Derived.EventType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What decides which value of a threshold applies: the day that the world is looked at, or that of an event. */
public enum AppliesBy {
    /** The day that the world is looked at. */
    AS_OF(null),
    /** The same: a value that takes effect when it is published holds from then on for whatever stands. */
    PUBLICATION(null),
    SIGNING(EventType.SIGNING),
    CLOSING(EventType.CLOSING),
    PROCEEDING_START(EventType.PROCEEDING_START),
    FACT_DATE(EventType.FACT_DATE);

    private final @Nullable EventType event;

    AppliesBy(@Nullable EventType event) {
        this.event = event;
    }

    /** The event whose day decides; empty if it is the day that the world is looked at. */
    public Optional<EventType> event() {
        return Optional.ofNullable(event);
    }
}

package interlock.vocabulary;

/** How much attention a signal asks for, lowest first. It is a matter of policy, never a finding of law. */
public enum Level {
    INFO,
    SCREEN,
    ELEVATED,
    HIGH
}

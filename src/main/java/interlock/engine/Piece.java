package interlock.engine;

import interlock.engine.sandbox.TextGate.Matched;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.kie.api.definition.KiePackage;

/**
 * The clauses of one stage as Drools has built them.
 *
 * @param text what they were built from, all that may be named in it included
 * @param matched what each rule matches, by its name, with lines that count from its first as 0
 */
record Piece(String text, ArrayList<KiePackage> packages, TreeMap<String, List<Matched>> matched)
        implements Serializable {}

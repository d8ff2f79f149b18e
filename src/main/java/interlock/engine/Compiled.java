package interlock.engine;

import interlock.engine.sandbox.TextGate.Matched;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.kie.api.definition.KiePackage;

/**
 * What compiling a rule set takes long for, as it can be kept.
 *
 * @param packages the rules as Drools has built them
 * @param patterns what each rule matches, by its name
 */
record Compiled(ArrayList<KiePackage> packages, ArrayList<ClauseShape> shapes, TreeMap<String, List<Matched>> patterns)
        implements Serializable {}

package interlock.engine.sandbox;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.drools.base.definitions.InternalKnowledgePackage;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.core.rule.JavaDialectRuntimeData;
import org.kie.api.builder.KieModule;
import org.kie.api.definition.KiePackage;

/** The classes that were made of policies, as bytes that nothing has loaded yet, by name with slashes. */
public final class Bytecode {
    private static final String ENDING = ".class";

    private Bytecode() {}

    /** Of a build that compiles everything. */
    public static Map<String, byte[]> of(KieModule module) {
        InternalKieModule files = (InternalKieModule) module;
        Map<String, byte[]> classes = new TreeMap<>();
        for (String file : files.getFileNames()) {
            if (file.endsWith(ENDING)) {
                classes.put(name(file), files.getBytes(file));
            }
        }
        return classes;
    }

    /** Of a build that compiles only what stands behind {@code then}. */
    public static Map<String, byte[]> of(Collection<KiePackage> packages) {
        Map<String, byte[]> classes = new TreeMap<>();
        for (KiePackage made : packages) {
            if (((InternalKnowledgePackage) made).getDialectRuntimeRegistry().getDialectData("java")
                    instanceof JavaDialectRuntimeData java) {
                java.getStore().forEach((file, bytes) -> classes.put(name(file), bytes));
            }
        }
        return classes;
    }

    private static String name(String file) {
        return file.substring(0, file.length() - ENDING.length())
                .replace('.', '/')
                .replace('\\', '/');
    }
}

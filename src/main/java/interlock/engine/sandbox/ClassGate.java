package interlock.engine.sandbox;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The last gate: looks into every class that was made of policies, before any of them is loaded, and lets it through only
 * if all that it refers to is on a list: the vocabulary, the verbs, a few plain types of Java, and what generated code
 * itself needs. It trusts neither the text nor whoever judged it.
 */
public final class ClassGate {
    private ClassGate() {}

    /** One reference of a class: to a class, or to a member of one. */
    record Reference(String owner, String member) {
        @Override
        public String toString() {
            return member.isEmpty() ? owner : owner + "." + member;
        }
    }

    /**
     * What classes refer to and may not, by class, sorted; empty if they may be loaded.
     *
     * @param classes the bytes of each class, by its name with slashes
     */
    public static Map<String, SortedSet<String>> forbidden(Map<String, byte[]> classes, Words words) {
        References list = new References(words, classes.keySet());
        Map<String, SortedSet<String>> forbidden = new TreeMap<>();
        classes.forEach((name, bytes) -> {
            SortedSet<String> found = new TreeSet<>();
            try {
                for (Reference reference : references(bytes)) {
                    if (!list.allows(name, reference.owner(), reference.member())) {
                        found.add(reference.toString());
                    }
                }
            } catch (IOException e) {
                found.add("what cannot be read");
            }
            if (!found.isEmpty()) {
                forbidden.put(name, found);
            }
        });
        return forbidden;
    }

    /**
     * All that a class refers to: in its code, its supertypes, its constants and its bootstrap methods.
     *
     * @throws IOException if the bytes are no class, or hold a kind of constant that is not known
     */
    static List<Reference> references(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (in.readInt() != 0xCAFEBABE) {
            throw new IOException("no class");
        }
        in.readInt();
        int count = in.readUnsignedShort();
        Map<Integer, String> texts = new TreeMap<>();
        Map<Integer, Integer> classes = new TreeMap<>();
        Map<Integer, int[]> members = new TreeMap<>();
        Map<Integer, Integer> names = new TreeMap<>();
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts.put(i, in.readUTF());
                case 3, 4 -> in.readInt();
                case 5, 6 -> {
                    in.readLong();
                    i++;
                }
                case 7 -> classes.put(i, in.readUnsignedShort());
                case 8, 16 -> in.readUnsignedShort();
                case 9, 10, 11 -> members.put(i, new int[] {in.readUnsignedShort(), in.readUnsignedShort()});
                case 12 -> {
                    names.put(i, in.readUnsignedShort());
                    in.readUnsignedShort();
                }
                case 15 -> {
                    in.readUnsignedByte();
                    in.readUnsignedShort();
                }
                case 18 -> in.readInt();
                default -> throw new IOException("an unknown constant");
            }
        }
        List<Reference> references = new ArrayList<>();
        classes.values().forEach(text -> references.add(new Reference(text(texts, text), "")));
        members.values()
                .forEach(m -> references.add(new Reference(
                        text(texts, classes.getOrDefault(m[0], 0)), text(texts, names.getOrDefault(m[1], 0)))));
        return references;
    }

    private static String text(Map<Integer, String> texts, int index) {
        return texts.getOrDefault(index, "?");
    }
}

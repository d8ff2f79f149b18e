package interlock.policy;

import interlock.policy.Declaration.OfFacts;
import interlock.policy.Declaration.OfNames;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Field;
import interlock.vocabulary.Money;
import interlock.vocabulary.Party;
import interlock.vocabulary.Range;
import interlock.vocabulary.Says;
import interlock.vocabulary.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.runtime.ObjectMethods;
import java.math.BigDecimal;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.Type;
import org.objectweb.asm.TypeReference;

/**
 * Makes a record of each declared kind and an enum of each declared list of names, the very classes that javac would make
 * of a record on the page of facts: so nothing that reads, indexes or compares facts tells the ones from the others.
 */
final class DeclaredClasses extends ClassLoader {
    /**
     * The page on which they stand, as those that Interlock brings along stand on {@link Fact}: Drools 10.2 cannot read
     * the class file of a record that stands alone.
     */
    private static final String PAGE = "interlock.vocabulary.Declared";

    private static final String RECORD = "java/lang/Record";
    private static final String ENUM = "java/lang/Enum";
    private static final String LIST = Type.getInternalName(List.class);
    private static final String CONSTRUCTOR = "<init>";
    private static final String NOTHING_TO_NOTHING = "()V";

    private final Map<String, byte[]> classes;

    private DeclaredClasses(Map<String, byte[]> classes) {
        super(DeclaredClasses.class.getClassLoader());
        this.classes = Map.copyOf(classes);
    }

    /**
     * The vocabulary with what is declared.
     *
     * @param fields of each kind; {@link Field#names()} holds the name of the enum instead of its constants
     */
    static Vocabulary vocabulary(
            List<OfNames> names, List<OfFacts> kinds, Map<String, List<Field>> fields, Set<String> broken) {
        Map<String, byte[]> classes = new TreeMap<>();
        names.forEach(n -> classes.put(PAGE + "$" + n.name(), enumOf(n)));
        for (OfFacts kind : kinds) {
            classes.put(PAGE + "$" + kind.name(), recordOf(kind, fields.getOrDefault(kind.name(), List.of()), names));
        }
        classes.put(PAGE, page(names, kinds));
        DeclaredClasses loader = new DeclaredClasses(classes);
        List<Class<? extends Fact>> records = new ArrayList<>();
        kinds.forEach(k -> records.add(loader.made(k.name()).asSubclass(Fact.class)));
        return Vocabulary.with(
                records,
                names.stream().<Class<?>>map(n -> loader.made(n.name())).toList(),
                broken,
                loader);
    }

    private Class<?> made(String name) {
        try {
            return loadClass(PAGE + "$" + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("a declaration that was not made: " + name, e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte @Nullable [] made = classes.get(name);
        if (made == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, made, 0, made.length);
    }

    /** Compilers look classes up as files. */
    @Override
    protected @Nullable URL findResource(String name) {
        byte @Nullable [] made = name.endsWith(".class")
                ? classes.get(
                        name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                : null;
        if (made == null) {
            return null;
        }
        try {
            return new URL(null, "declared:" + name, new URLStreamHandler() {
                @Override
                protected URLConnection openConnection(URL url) {
                    return new InMemory(url, made);
                }
            });
        } catch (MalformedURLException e) {
            throw new IllegalStateException("a name that cannot be looked up: " + name, e);
        }
    }

    /** A class file that lies in memory. */
    private static final class InMemory extends URLConnection {
        private final byte[] content;

        InMemory(URL url, byte[] content) {
            super(url);
            this.content = content;
        }

        @Override
        public void connect() {
            // There is nothing to connect to.
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(content);
        }
    }

    private static byte[] page(List<OfNames> names, List<OfFacts> kinds) {
        ClassWriter page = new ClassWriter(0);
        page.visit(
                Opcodes.V17,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT,
                internalPage(),
                null,
                Type.getInternalName(Object.class),
                null);
        names.forEach(n -> onThePage(page, n.name(), Opcodes.ACC_ENUM));
        kinds.forEach(k -> onThePage(page, k.name(), 0));
        page.visitEnd();
        return page.toByteArray();
    }

    private static void onThePage(ClassWriter made, String name, int more) {
        made.visitInnerClass(
                internal(name),
                internalPage(),
                name,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL | more);
    }

    // ---- records

    /** A component: its field, the class that holds it, and its signature where that is a list. */
    private record Component(
            Field field, Type type, @Nullable String signature) {
        static Component of(Field field, Set<String> declaredNames) {
            Type single = single(field, declaredNames);
            return field.list()
                    ? new Component(field, Type.getType(List.class), "L" + LIST + "<" + single.getDescriptor() + ">;")
                    : new Component(field, single, null);
        }

        private static Type single(Field field, Set<String> declaredNames) {
            return switch (field.type()) {
                case TEXT, PARTY -> Type.getType(String.class);
                case MONEY, NUMBER -> Type.getType(BigDecimal.class);
                case WHOLE -> Type.getType(Integer.class);
                case SHARE -> Type.getType(Range.class);
                case DATE -> Type.getType(LocalDate.class);
                case TRUTH -> Type.BOOLEAN_TYPE;
                case NAME -> {
                    String name = field.names().get(0);
                    yield Type.getObjectType(
                            declaredNames.contains(name)
                                    ? internal(name)
                                    : Type.getInternalName(Fact.class) + "$" + name);
                }
            };
        }

        /** Names the enum that it holds in the class that holds it, as javac does. */
        void onThePage(ClassWriter record, Set<String> declaredNames) {
            if (field.type() == Field.Type.NAME
                    && declaredNames.contains(field.names().get(0))) {
                DeclaredClasses.onThePage(record, field.names().get(0), Opcodes.ACC_ENUM);
            }
        }

        /** Whether it may be null. */
        boolean optional() {
            return !field.required()
                    && !field.list()
                    && field.type() != Field.Type.SHARE
                    && field.type() != Field.Type.TRUTH;
        }
    }

    private static byte[] recordOf(OfFacts kind, List<Field> fields, List<OfNames> names) {
        Set<String> declaredNames = names.stream().map(OfNames::name).collect(Collectors.toSet());
        List<Component> components =
                fields.stream().map(f -> Component.of(f, declaredNames)).toList();
        String self = internal(kind.name());
        ClassWriter record = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        record.visit(
                Opcodes.V17,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_RECORD,
                self,
                null,
                RECORD,
                new String[] {Type.getInternalName(Fact.Declared.class)});
        onThePage(record, kind.name(), 0);
        components.forEach(c -> c.onThePage(record, declaredNames));
        AnnotationVisitor says = record.visitAnnotation(Type.getDescriptor(Says.class), true);
        says.visit("value", kind.says());
        says.visit("about", kind.about());
        says.visitEnd();
        components.forEach(c -> component(record, c));
        constructor(record, self, components);
        components.forEach(c -> accessor(record, self, c));
        Map<String, String> ofEveryObject = new LinkedHashMap<>();
        ofEveryObject.put("equals", "Ljava/lang/Object;)Z");
        ofEveryObject.put("hashCode", ")I");
        ofEveryObject.put("toString", ")Ljava/lang/String;");
        ofEveryObject.forEach((name, shape) -> ofEveryObject(record, self, components, name, shape));
        record.visitEnd();
        return record.toByteArray();
    }

    private static void component(ClassWriter record, Component component) {
        String name = component.field().name();
        String descriptor = component.type().getDescriptor();
        RecordComponentVisitor part = record.visitRecordComponent(name, descriptor, component.signature());
        if (component.field().type() == Field.Type.PARTY) {
            part.visitAnnotation(Type.getDescriptor(Party.class), true).visitEnd();
        }
        if (component.field().type() == Field.Type.MONEY) {
            part.visitAnnotation(Type.getDescriptor(Money.class), true).visitEnd();
        }
        if (component.optional()) {
            part.visitTypeAnnotation(
                            TypeReference.newTypeReference(TypeReference.FIELD).getValue(),
                            null,
                            Type.getDescriptor(Nullable.class),
                            true)
                    .visitEnd();
        }
        part.visitEnd();
        FieldVisitor field = record.visitField(
                Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, name, descriptor, component.signature(), null);
        field.visitEnd();
    }

    private static void constructor(ClassWriter record, String self, List<Component> components) {
        String shape =
                "(" + components.stream().map(c -> c.type().getDescriptor()).collect(Collectors.joining()) + ")V";
        String signature = "("
                + components.stream()
                        .map(c -> c.signature() == null ? c.type().getDescriptor() : c.signature())
                        .collect(Collectors.joining())
                + ")V";
        MethodVisitor code = record.visitMethod(Opcodes.ACC_PUBLIC, CONSTRUCTOR, shape, signature, null);
        components.forEach(c -> code.visitParameter(c.field().name(), 0));
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, RECORD, CONSTRUCTOR, NOTHING_TO_NOTHING, false);
        int place = 1;
        for (Component component : components) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitVarInsn(component.type().getOpcode(Opcodes.ILOAD), place);
            if (component.field().list()) {
                code.visitMethodInsn(
                        Opcodes.INVOKESTATIC, LIST, "copyOf", "(Ljava/util/Collection;)L" + LIST + ";", true);
            }
            code.visitFieldInsn(
                    Opcodes.PUTFIELD,
                    self,
                    component.field().name(),
                    component.type().getDescriptor());
            place += component.type().getSize();
        }
        end(code, Opcodes.RETURN);
    }

    private static void accessor(ClassWriter record, String self, Component component) {
        MethodVisitor code = record.visitMethod(
                Opcodes.ACC_PUBLIC,
                component.field().name(),
                "()" + component.type().getDescriptor(),
                component.signature() == null ? null : "()" + component.signature(),
                null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(
                Opcodes.GETFIELD,
                self,
                component.field().name(),
                component.type().getDescriptor());
        end(code, component.type().getOpcode(Opcodes.IRETURN));
    }

    /** As javac does it for records: what is equal to what, and how it reads, is worked out from the components. */
    private static void ofEveryObject(
            ClassWriter record, String self, List<Component> components, String name, String shape) {
        boolean equals = name.equals("equals");
        MethodVisitor code = record.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL, name, "(" + shape, null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        if (equals) {
            code.visitVarInsn(Opcodes.ALOAD, 1);
        }
        List<Object> arguments = new ArrayList<>();
        arguments.add(Type.getObjectType(self));
        arguments.add(components.stream().map(c -> c.field().name()).collect(Collectors.joining(";")));
        components.forEach(c -> arguments.add(
                new Handle(Opcodes.H_GETFIELD, self, c.field().name(), c.type().getDescriptor(), false)));
        code.visitInvokeDynamicInsn(
                name,
                "(L" + self + ";" + shape,
                new Handle(
                        Opcodes.H_INVOKESTATIC,
                        Type.getInternalName(ObjectMethods.class),
                        "bootstrap",
                        Type.getMethodDescriptor(
                                Type.getType(Object.class),
                                Type.getType(MethodHandles.Lookup.class),
                                Type.getType(String.class),
                                Type.getType(java.lang.invoke.TypeDescriptor.class),
                                Type.getType(Class.class),
                                Type.getType(String.class),
                                Type.getType(java.lang.invoke.MethodHandle[].class)),
                        false),
                arguments.toArray());
        end(code, name.equals("toString") ? Opcodes.ARETURN : Opcodes.IRETURN);
    }

    // ---- enums

    private static byte[] enumOf(OfNames names) {
        String self = internal(names.name());
        String type = "L" + self + ";";
        ClassWriter made = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        made.visit(
                Opcodes.V17,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_ENUM,
                self,
                "L" + ENUM + "<" + type + ">;",
                ENUM,
                null);
        onThePage(made, names.name(), Opcodes.ACC_ENUM);
        for (String constant : names.constants()) {
            made.visitField(
                            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL | Opcodes.ACC_ENUM,
                            constant,
                            type,
                            null,
                            null)
                    .visitEnd();
        }
        made.visitField(
                        Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC,
                        "$VALUES",
                        "[" + type,
                        null,
                        null)
                .visitEnd();
        MethodVisitor constructor =
                made.visitMethod(Opcodes.ACC_PRIVATE, CONSTRUCTOR, "(Ljava/lang/String;I)V", NOTHING_TO_NOTHING, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitVarInsn(Opcodes.ALOAD, 1);
        constructor.visitVarInsn(Opcodes.ILOAD, 2);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, ENUM, CONSTRUCTOR, "(Ljava/lang/String;I)V", false);
        end(constructor, Opcodes.RETURN);
        MethodVisitor values =
                made.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "values", "()[" + type, null, null);
        values.visitCode();
        values.visitFieldInsn(Opcodes.GETSTATIC, self, "$VALUES", "[" + type);
        values.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "[" + type, "clone", "()Ljava/lang/Object;", false);
        values.visitTypeInsn(Opcodes.CHECKCAST, "[" + type);
        end(values, Opcodes.ARETURN);
        MethodVisitor valueOf = made.visitMethod(
                Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "valueOf", "(Ljava/lang/String;)" + type, null, null);
        valueOf.visitCode();
        valueOf.visitLdcInsn(Type.getObjectType(self));
        valueOf.visitVarInsn(Opcodes.ALOAD, 0);
        valueOf.visitMethodInsn(
                Opcodes.INVOKESTATIC, ENUM, "valueOf", "(Ljava/lang/Class;Ljava/lang/String;)L" + ENUM + ";", false);
        valueOf.visitTypeInsn(Opcodes.CHECKCAST, self);
        end(valueOf, Opcodes.ARETURN);
        constants(made, self, type, names.constants());
        made.visitEnd();
        return made.toByteArray();
    }

    private static void constants(ClassWriter made, String self, String type, List<String> constants) {
        MethodVisitor code = made.visitMethod(Opcodes.ACC_STATIC, "<clinit>", NOTHING_TO_NOTHING, null, null);
        code.visitCode();
        for (int i = 0; i < constants.size(); i++) {
            code.visitTypeInsn(Opcodes.NEW, self);
            code.visitInsn(Opcodes.DUP);
            code.visitLdcInsn(constants.get(i));
            code.visitLdcInsn(i);
            code.visitMethodInsn(Opcodes.INVOKESPECIAL, self, CONSTRUCTOR, "(Ljava/lang/String;I)V", false);
            code.visitFieldInsn(Opcodes.PUTSTATIC, self, constants.get(i), type);
        }
        code.visitLdcInsn(constants.size());
        code.visitTypeInsn(Opcodes.ANEWARRAY, self);
        for (int i = 0; i < constants.size(); i++) {
            code.visitInsn(Opcodes.DUP);
            code.visitLdcInsn(i);
            code.visitFieldInsn(Opcodes.GETSTATIC, self, constants.get(i), type);
            code.visitInsn(Opcodes.AASTORE);
        }
        code.visitFieldInsn(Opcodes.PUTSTATIC, self, "$VALUES", "[" + type);
        end(code, Opcodes.RETURN);
    }

    private static void end(MethodVisitor code, int last) {
        code.visitInsn(last);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private static String internal(String name) {
        return internalPage() + "$" + name;
    }

    private static String internalPage() {
        return PAGE.replace('.', '/');
    }
}

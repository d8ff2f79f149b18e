package interlock.engine.sandbox;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What classes made of policies may refer to: a type and its members, one by one. Found by looking at what is made of
 * many policies; what is new in a later Drools shows as a refusal and not as a hole.
 */
final class References {
    /** Types of Java and of this house, with the members that may be used; a type alone may always be named. */
    private static final SortedMap<String, SortedSet<String>> PLAIN = read("""
            interlock/policy/dsl/Concentration <init>
            interlock/policy/dsl/Each <init>
            interlock/policy/dsl/EffectiveNumber <init>
            interlock/policy/dsl/Largest <init>
            interlock/policy/dsl/Total <init>
            interlock/score/Points and lacking
            java/lang/Boolean TYPE TRUE FALSE valueOf booleanValue
            java/lang/Double valueOf
            java/lang/Enum <init> valueOf
            java/lang/Exception
            java/lang/IllegalArgumentException <init>
            java/lang/Integer TYPE intValue valueOf
            java/lang/Long valueOf
            java/lang/Number
            java/lang/Object <init> equals
            java/lang/RuntimeException <init>
            java/lang/String equals hashCode
            java/lang/System arraycopy
            java/lang/Throwable
            java/lang/invoke/LambdaMetafactory metafactory altMetafactory
            java/lang/invoke/MethodHandles
            java/lang/invoke/MethodHandles$Lookup
            java/lang/invoke/StringConcatFactory makeConcatWithConstants
            java/math/BigDecimal <init> valueOf
            java/time/LocalDate parse
            java/time/format/DateTimeFormatter
            java/time/format/DateTimeFormatterBuilder <init> appendPattern parseCaseInsensitive toFormatter
            java/util/Arrays asList
            java/util/Collections emptyList
            java/util/List
            java/util/Locale ENGLISH
            """);

    /** What Drools itself puts into what it makes of rules. */
    private static final SortedMap<String, SortedSet<String>> GENERATED = read("""
            org/drools/core/base/accumulators/BigDecimalMaxAccumulateFunction <init>
            org/drools/core/base/accumulators/BigDecimalMinAccumulateFunction <init>
            org/drools/core/base/accumulators/CountAccumulateFunction <init>
            org/drools/core/base/accumulators/IntegerMaxAccumulateFunction <init>
            org/drools/core/base/accumulators/IntegerMinAccumulateFunction <init>
            org/drools/core/base/accumulators/NumericMaxAccumulateFunction <init>
            org/drools/core/base/accumulators/NumericMinAccumulateFunction <init>
            org/drools/core/base/accumulators/MaxAccumulateFunction <init>
            org/drools/core/base/accumulators/MinAccumulateFunction <init>
            org/drools/core/rule/consequence/KnowledgeHelper
            org/drools/model/DomainClassMetadata getPropertyIndex
            org/drools/model/Drools
            org/drools/model/Index
            org/drools/model/Index$ConstraintType EQUAL GREATER_OR_EQUAL GREATER_THAN LESS_OR_EQUAL LESS_THAN NOT_EQUAL
            org/drools/model/Model
            org/drools/model/PatternDSL
            org/drools/model/PatternDSL$PatternDef bind expr passive
            org/drools/model/Rule
            org/drools/model/Rule$Attribute SALIENCE
            org/drools/model/RuleItemBuilder
            org/drools/model/consequences/ConsequenceBuilder
            org/drools/model/functions/HashedExpression
            org/drools/model/functions/PredicateInformation <init> addRuleNames setMoreThanMaxRuleDefs
            org/drools/model/functions/accumulate/AccumulateFunction as
            org/drools/model/impl/RuleBuilder attribute build
            org/drools/model/operators/ContainsOperator INSTANCE
            org/drools/model/operators/ExcludesOperator INSTANCE
            org/drools/model/operators/InOperator INSTANCE
            org/drools/model/operators/MemberOfOperator INSTANCE
            org/drools/model/view/ViewItemBuilder
            org/drools/modelcompiler/CanonicalKieModuleModel
            org/drools/modelcompiler/dsl/pattern/D accFunction accumulate alphaIndexedBy and betaIndexedBy declarationOf eval execute exists from not on or pattern rule valueOf
            org/drools/modelcompiler/util/EvaluationUtil areNullSafeEquals areNumbersNullSafeEquals convertDate convertDateLocal equals greaterOrEqual greaterOrEqualNumbers greaterThan greaterThanNumbers lessOrEqual lessOrEqualNumbers lessThan lessThanNumbers notEquals toBigDecimal
            org/drools/mvel/field/FieldFactory getFieldValue getInstance
            org/drools/util/DateUtils getDateFormatMask
            org/kie/api/KieServices get newKieModuleModel
            org/kie/api/builder/model/KieBaseModel addPackage newKieSessionModel setDefault setEventProcessingMode setMutability
            org/kie/api/builder/model/KieModuleModel newKieBaseModel
            org/kie/api/builder/model/KieSessionModel setClockType setDefault setType
            org/kie/api/builder/model/KieSessionModel$KieSessionType STATEFUL STATELESS
            org/kie/api/conf/EventProcessingOption CLOUD
            org/kie/api/conf/KieBaseMutabilityOption ALLOWED
            org/kie/api/runtime/conf/ClockTypeOption get
            org/kie/util/maven/support/ReleaseIdImpl <init>
            """);

    /** What the classes use by which an interpreted rule calls its compiled part; they hold nothing of the policy. */
    private static final SortedMap<String, SortedSet<String>> INVOKING = read("""
            java/lang/Object getClass
            org/drools/base/rule/Declaration getValue
            org/drools/base/rule/accessor/CompiledInvoker getMethodBytecode
            org/drools/base/rule/accessor/ReturnValueExpression
            org/drools/base/rule/consequence/Consequence evaluate
            org/drools/base/rule/consequence/ConsequenceContext getRequiredDeclarations getTuple
            org/drools/core/WorkingMemory getFactHandle
            org/drools/core/common/InternalFactHandle
            org/drools/core/reteoo/Tuple get
            org/drools/core/rule/consequence/KnowledgeHelper getWorkingMemory
            org/drools/mvel/asm/ConsequenceGenerator generate
            org/drools/mvel/asm/ConsequenceStub
            org/drools/mvel/asm/MethodComparator compareBytecode getMethodBytecode
            org/kie/api/runtime/rule/FactHandle getObject
            """);

    private static final Pattern NUMBERED = Pattern.compile(
            "org/drools/model/(functions/(Block|Function|Predicate)[0-9]+|consequences/ConsequenceBuilder\\$_[0-9]+)");
    private static final Pattern VOCABULARY =
            Pattern.compile("interlock/vocabulary/((Fact|Derived|Declared)(\\$\\w+)?|Range|Level)");
    private static final String VERBS = "interlock/policy/dsl/Verbs";
    private static final Set<String> OF_VALUES = Set.of("<init>", "equals", "hashCode", "compareTo");

    private final Words words;
    private final Set<String> own;

    /** @param own the classes themselves, which may refer to one another */
    References(Words words, Set<String> own) {
        this.words = words;
        this.own = own;
    }

    /** Whether a class of some name may refer to a type, or to a member of one. */
    boolean allows(String name, String type, String member) {
        String owner = type.replaceFirst("^\\[+L?", "").replaceFirst(";$", "");
        if (own.contains(owner) || owner.length() == 1) {
            return true;
        }
        if (owner.equals(VERBS)) {
            return member.isEmpty()
                    || Words.VERBS.contains(member)
                    || words.functions().contains(member);
        }
        if (VOCABULARY.matcher(owner).matches()) {
            return member.isEmpty()
                    || OF_VALUES.contains(member)
                    || words.fields().contains(member)
                    || words.names().values().stream().anyMatch(n -> n.contains(member));
        }
        if (NUMBERED.matcher(owner).matches()) {
            return member.isEmpty() || member.equals("execute");
        }
        return allows(PLAIN, owner, member)
                || allows(GENERATED, owner, member)
                || (name.endsWith("Invoker") && allows(INVOKING, owner, member));
    }

    private static boolean allows(Map<String, SortedSet<String>> list, String owner, String member) {
        SortedSet<String> members = list.get(owner);
        return members != null && (member.isEmpty() || members.contains(member));
    }

    private static SortedMap<String, SortedSet<String>> read(String lines) {
        SortedMap<String, SortedSet<String>> list = new TreeMap<>();
        for (String line : lines.lines().toList()) {
            String[] parts = line.strip().split(" ", -1);
            list.put(
                    parts[0],
                    Collections.unmodifiableSortedSet(
                            new TreeSet<>(java.util.Arrays.asList(parts).subList(1, parts.length))));
        }
        return Collections.unmodifiableSortedMap(list);
    }
}

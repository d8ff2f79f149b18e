package interlock.engine;

import interlock.vocabulary.Numbers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One that an accumulate gathers, or may gather.
 *
 * @param values for each figure of the accumulate
 * @param sure whether it is there whatever the unknown figures are
 * @param lacks if it is not, what would have to be told
 */
record Gathered(List<@Nullable Object> values, boolean sure, Lacks lacks, Group group) {
    private static final BigDecimal TEN_THOUSAND = new BigDecimal(10_000);
    /** Less than whatever is compared with it. */
    private static final BigDecimal LEAST = new BigDecimal("-1e99");

    /**
     * Those of one group may be one and the same once the unknown is told: equal conclusions are one.
     *
     * @param vague whether it rests on a conclusion that may turn out equal to another
     */
    record Group(String key, boolean vague) {}

    /** What a function makes of all: a plain value, or one between bounds. */
    static Object result(Tally tally, List<Gathered> members, int figure) {
        boolean plain =
                members.stream().allMatch(m -> m.sure && !m.group.vague && !(m.values.get(figure) instanceof Vague));
        if (plain) {
            Object state = tally.none();
            for (Gathered member : members) {
                state = tally.more(state, member.values.get(figure));
            }
            return tally.result(state);
        }
        Lacks lacks = Lacks.NONE;
        for (Gathered m : members) {
            lacks = lacks.and(m.sure ? Lacks.NONE : m.lacks).and(Appraisal.lacks(m.values.get(figure)));
        }
        return switch (tally) {
            case TOTAL -> total(members, figure, lacks);
            case COUNT -> new Vague(fewest(members), BigDecimal.valueOf(members.size()), false, lacks).plain();
            case LARGEST -> largest(members, figure, lacks);
            case CONCENTRATION -> new Vague(BigDecimal.ZERO, TEN_THOUSAND, false, lacks);
            case EFFECTIVE -> new Vague(BigDecimal.ZERO, BigDecimal.valueOf(members.size()), false, lacks);
            case EACH -> Vague.anything(lacks);
        };
    }

    /** The bounds of what it adds if it is there. */
    private Vague adds(int figure) {
        @Nullable Object value = values.get(figure);
        return Vague.of(value == null ? BigDecimal.ZERO : value)
                .orElse(Vague.anything(Lacks.NONE))
                .orZero();
    }

    private static Object total(List<Gathered> members, int figure, Lacks lacks) {
        @Nullable BigDecimal low = BigDecimal.ZERO;
        @Nullable BigDecimal high = BigDecimal.ZERO;
        for (List<Gathered> group : groups(members)) {
            boolean apart = apart(group);
            @Nullable BigDecimal least = BigDecimal.ZERO;
            for (Gathered member : group) {
                Vague adds = member.adds(figure);
                boolean there = member.sure && apart;
                high = Vague.sum(high, there ? adds.high() : Vague.most(adds.high(), BigDecimal.ZERO));
                least = Vague.sum(least, there ? adds.low() : Vague.least(adds.low(), BigDecimal.ZERO));
            }
            low = Vague.sum(low, apart || least == null ? least : least.max(together(group, figure)));
        }
        return new Vague(normalised(low), normalised(high), false, lacks).plain();
    }

    /** The least that a group comes to whose members may turn out to be one, unless it is less than nothing. */
    private static BigDecimal together(List<Gathered> group, int figure) {
        BigDecimal distinct = BigDecimal.ZERO;
        BigDecimal most = BigDecimal.ZERO;
        for (Gathered member : group) {
            @Nullable BigDecimal low = member.adds(figure).low();
            if (low == null || low.signum() < 0) {
                return LEAST;
            }
            if (member.sure) {
                distinct = member.group.vague ? distinct : distinct.add(low);
                most = most.max(low);
            }
        }
        return distinct.max(most);
    }

    private static BigDecimal fewest(List<Gathered> members) {
        long fewest = 0;
        for (List<Gathered> group : groups(members)) {
            long there = group.stream().filter(Gathered::sure).count();
            long distinct = group.stream().filter(m -> m.sure && !m.group.vague).count();
            fewest += apart(group) ? there : Math.max(distinct, Math.min(there, 1));
        }
        return BigDecimal.valueOf(fewest);
    }

    private static Object largest(List<Gathered> members, int figure, Lacks lacks) {
        BigDecimal low = BigDecimal.ZERO;
        @Nullable BigDecimal high = BigDecimal.ZERO;
        for (Gathered member : members) {
            Vague adds = member.adds(figure);
            high = Vague.most(high, adds.high());
            if (member.sure && adds.low() != null) {
                low = low.max(adds.low());
            }
        }
        return new Vague(low, high, false, lacks).plain();
    }

    /** Whether none of its members can turn out to be another. */
    private static boolean apart(List<Gathered> group) {
        return group.size() == 1 || group.stream().noneMatch(m -> m.group.vague);
    }

    private static @Nullable BigDecimal normalised(@Nullable BigDecimal bound) {
        return bound == null ? null : Numbers.normalised(bound);
    }

    private static Collection<List<Gathered>> groups(List<Gathered> members) {
        Map<String, List<Gathered>> groups = new LinkedHashMap<>();
        members.forEach(
                m -> groups.computeIfAbsent(m.group.key, k -> new ArrayList<>()).add(m));
        return groups.values();
    }
}

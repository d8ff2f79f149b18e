package interlock.scale;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A network of companies and what ties them, in the shape of the network of transnational corporations: a core in which
 * all hold one another, what leads into it and out of it, and what hangs beside it. It is the same for the same size and
 * seed, to the last bit, on every machine; each section draws from a stream of its own, so that one can change without
 * moving the others.
 */
public final class OwnershipNetwork {
    /** Fewer companies leave no room for the core and what lies around it. */
    public static final int LEAST = 1_000;
    /** The size of the network whose shape this has; more companies are not tried. */
    public static final int WHOLE = 600_508;

    /** A whole, in parts per million. */
    private static final int WHOLE_SHARE = 1_000_000;

    private static final int CORE = 1;
    private static final int IN = 2;
    private static final int OUT = 3;
    private static final int TENDRILS = 4;
    private static final int OTHERS = 5;
    private static final int SHARES = 6;
    private static final int BOARDS = 7;
    private static final int RIVALRIES = 8;
    private static final int CONTRACTS = 9;

    private static final int MOST_OWNERS = 200;
    private static final long[] OWNERS = owners();
    private static final long[] BOARD_SIZES = Dice.totals(1, 2, 84, 38, 137, 40, 40, 13, 4, 8);
    private static final long[] TREE_SIZES = Dice.totals(30, 22, 14, 9, 7, 5, 4, 3, 6);

    /** What hears of the ties, in their order: all stakes, then all seats, rivalries and contracts. */
    public interface Listener {
        /** A share of the owned company, in parts per million. */
        void stake(int owner, int owned, long share);

        /** A person on the board of a company. */
        void seat(int person, int company);

        /** Two companies of one sector, the smaller number first. */
        void rivalry(int one, int other, int sector);

        /** What a supplier has sold. */
        void contract(int buyer, int supplier, long value);
    }

    private final int companies;
    private final long seed;
    /** The owners of each company. */
    private final int[][] owners;
    /** The companies that have a board, compete and trade. */
    private final int[] listed;
    /** The sector of each of these, in their order. */
    private final int[] sectors;
    /** The boards of these, in their order. */
    private final int[][] boards;

    private final int persons;

    private OwnershipNetwork(
            int companies, long seed, int[][] owners, int[] listed, int[] sectors, int[][] boards, int persons) {
        this.companies = companies;
        this.seed = seed;
        this.owners = owners;
        this.listed = listed;
        this.sectors = sectors;
        this.boards = boards;
        this.persons = persons;
    }

    /**
     * A network of so many companies, drawn from a seed.
     *
     * @throws IllegalArgumentException if the size is out of range
     */
    public static OwnershipNetwork of(int companies, long seed) {
        if (companies < LEAST || companies > WHOLE) {
            throw new IllegalArgumentException(
                    "a network has from " + LEAST + " to " + WHOLE + " companies, not " + companies);
        }
        Sections at = Sections.of(companies);
        int[][] owners = new int[companies][0];
        List<Integer> pool = new ArrayList<>();
        core(at, seed, owners, pool);
        in(at, seed, owners);
        out(at, seed, owners, pool);
        tendrils(at, seed, owners);
        others(at, seed, owners);
        int[] listed = IntStream.concat(
                        IntStream.range(0, at.in()),
                        IntStream.range(at.out(), at.holders()).filter(v -> (v - at.out()) % 8 == 0))
                .toArray();
        Dice dice = new Dice(seed, RIVALRIES);
        int[] sectors = new int[listed.length];
        for (int i = 0; i < sectors.length; i++) {
            sectors[i] = (int) Math.sqrt(dice.below(40_000));
        }
        int[][] boards = new int[listed.length][];
        int persons = boards(seed, owners, listed, boards);
        return new OwnershipNetwork(companies, seed, owners, listed, sectors, boards, persons);
    }

    /** How many companies there are; they are numbered from 0. */
    public int companies() {
        return companies;
    }

    /** How many persons there are; they are numbered from 0. */
    public int persons() {
        return persons;
    }

    /** The sector of a company, or -1 of one that has no board, no rivals and no contracts. */
    public int sector(int company) {
        int place = Arrays.binarySearch(listed, company);
        return place < 0 ? -1 : sectors[place];
    }

    /** Tells all ties, always in the same order. */
    public void tell(Listener listener) {
        tellStakes(listener);
        for (int i = 0; i < listed.length; i++) {
            for (int person : boards[i]) {
                listener.seat(person, listed[i]);
            }
        }
        tellRivalries(listener);
        tellContracts(listener);
    }

    /** Where each section of the numbers begins. */
    private record Sections(int in, int out, int holders, int held, int others, int end) {
        static Sections of(int companies) {
            int in = Math.max(8, part(companies, 1_318));
            int out = in + part(companies, 5_616);
            int holders = out + part(companies, 324_561);
            int held = holders + part(companies, 42_614);
            return new Sections(in, out, holders, held, held + part(companies, 88_897), companies);
        }

        private static int part(int companies, int ofWhole) {
            return (int) Math.max(1, (long) companies * ofWhole / WHOLE);
        }
    }

    /** How often a company has so many owners: 67, 16 and 6 per cent, and a tail that falls with the power of 2.5. */
    private static long[] owners() {
        long[] tail = new long[MOST_OWNERS - 3];
        long sum = 0;
        for (int i = 0; i < tail.length; i++) {
            tail[i] = BigInteger.ONE
                    .shiftLeft(80)
                    .divide(BigInteger.valueOf(i + 4).pow(5))
                    .sqrt()
                    .longValueExact();
            sum += tail[i];
        }
        long[] weights = new long[MOST_OWNERS];
        weights[0] = 6_700_000_000L;
        weights[1] = 1_600_000_000L;
        weights[2] = 600_000_000L;
        for (int i = 0; i < tail.length; i++) {
            // The product is larger than a long.
            weights[i + 3] = BigInteger.valueOf(tail[i])
                    .multiply(BigInteger.valueOf(1_100_000_000L))
                    .divide(BigInteger.valueOf(sum))
                    .longValueExact();
        }
        return Dice.totals(weights);
    }

    private static void core(Sections at, long seed, int[][] owners, List<Integer> pool) {
        Dice dice = new Dice(seed, CORE);
        int size = at.in();
        for (int i = 0; i < size; i++) {
            // The ring alone makes a core of them.
            Found found = new Found(MOST_OWNERS);
            found.add((i + size - 1) % size);
            int wanted = Math.min(dice.below(4) == 0 ? 10 : 9, size - 1);
            for (int tries = 0; found.size() < wanted && tries < 200; tries++) {
                int owner = !pool.isEmpty() && dice.comes(5_000) ? pool.get(dice.below(pool.size())) : dice.below(size);
                if (owner != i) {
                    found.add(owner);
                }
            }
            owners[i] = found.all();
            for (int owner : owners[i]) {
                pool.add(owner);
            }
        }
    }

    private static void in(Sections at, long seed, int[][] owners) {
        Dice dice = new Dice(seed, IN);
        for (int i = 0; i < at.out() - at.in(); i++) {
            int owner = at.in() + i;
            int holdings = 1 + dice.below(3);
            for (int n = 0; n < holdings; n++) {
                int owned = dice.below(at.in());
                if (!holds(owners[owned], owner)) {
                    owners[owned] = with(owners[owned], owner);
                }
            }
            if (i > 0 && dice.comes(3_000)) {
                owners[owner] = with(owners[owner], at.in() + dice.below(i));
            }
        }
    }

    private static void out(Sections at, long seed, int[][] owners, List<Integer> pool) {
        Dice dice = new Dice(seed, OUT);
        for (int i = 0; i < at.holders() - at.out(); i++) {
            int owned = at.out() + i;
            int wanted = 1 + dice.place(OWNERS);
            Found found = new Found(wanted);
            for (int tries = 0; found.size() < wanted && tries < 8 * wanted + 20; tries++) {
                int way = dice.below(10_000);
                int owner;
                if (way < (found.size() == 0 ? 6_000 : 4_500)) {
                    owner = pool.get(dice.below(pool.size()));
                } else if (i > 0 && way < (found.size() == 0 ? 9_000 : 7_000)) {
                    owner = at.out() + dice.below(i);
                } else if (found.size() == 0) {
                    owner = dice.below(at.in());
                } else {
                    owner = at.holders() + dice.below(at.held() - at.holders());
                }
                if (owner != owned) {
                    found.add(owner);
                }
            }
            owners[owned] = found.all();
            for (int owner : owners[owned]) {
                if (owner < at.holders()) {
                    pool.add(owner);
                }
            }
        }
    }

    private static void tendrils(Sections at, long seed, int[][] owners) {
        Dice dice = new Dice(seed, TENDRILS);
        for (int i = 0; i < at.others() - at.held(); i++) {
            int wanted = 1 + dice.place(OWNERS);
            Found found = new Found(wanted);
            for (int tries = 0; found.size() < wanted && tries < 8 * wanted + 20; tries++) {
                int way = dice.below(10_000);
                if (way < 7_000) {
                    found.add(at.holders() + dice.below(at.held() - at.holders()));
                } else if (way < 8_500 || i == 0) {
                    found.add(at.in() + dice.below(at.out() - at.in()));
                } else {
                    found.add(at.held() + dice.below(i));
                }
            }
            owners[at.held() + i] = found.all();
        }
    }

    private static void others(Sections at, long seed, int[][] owners) {
        Dice dice = new Dice(seed, OTHERS);
        int first = at.others();
        while (first < at.end()) {
            int size = Math.min(at.end() - first, dice.comes(9_000) ? 2 + dice.place(TREE_SIZES) : 10 + dice.below(31));
            for (int i = 1; i < size; i++) {
                owners[first + i] = new int[] {first + dice.below(i)};
            }
            if (size > 3 && dice.comes(1_500)) {
                int owned = first + 1 + dice.below(size - 1);
                int owner = first + dice.below(size);
                if (owned != owner && !holds(owners[owned], owner)) {
                    owners[owned] = with(owners[owned], owner);
                }
            }
            first += size;
        }
    }

    /** Fills the boards and says how many persons sit on them. */
    private static int boards(long seed, int[][] owners, int[] listed, int[][] boards) {
        Dice dice = new Dice(seed, BOARDS);
        TreeMap<Integer, int[]> known = new TreeMap<>();
        List<Integer> seats = new ArrayList<>();
        List<Integer> sought = new ArrayList<>();
        int persons = 0;
        for (int i = 0; i < listed.length; i++) {
            int size = 1 + dice.place(BOARD_SIZES);
            Found board = new Found(size);
            int way = 0;
            for (int tries = 0; board.size() < size && tries < 60; tries++) {
                way = dice.below(10_000);
                int person;
                if (way < 8_150 || seats.isEmpty()) {
                    person = persons;
                    persons++;
                } else if (way < 9_000) {
                    int[] above = owners[listed[i]];
                    int[] theirs = above.length == 0 ? null : known.get(above[dice.below(above.length)]);
                    person = theirs == null ? seats.get(dice.below(seats.size())) : theirs[dice.below(theirs.length)];
                } else if (way < 9_600 || sought.isEmpty()) {
                    person = seats.get(dice.below(seats.size()));
                } else {
                    person = sought.get(dice.below(sought.size()));
                }
                board.add(person);
            }
            boards[i] = board.all();
            known.put(listed[i], boards[i]);
            for (int person : boards[i]) {
                seats.add(person);
                // As the specification has it: how the last one was found goes for the whole board.
                if (way >= 8_150) {
                    sought.add(person);
                }
            }
        }
        return persons;
    }

    private void tellStakes(Listener listener) {
        Dice dice = new Dice(seed, SHARES);
        for (int owned = 0; owned < companies; owned++) {
            int[] above = owners[owned];
            if (above.length > 0) {
                long[] shares = shares(dice, above.length);
                for (int i = 0; i < above.length; i++) {
                    listener.stake(above[i], owned, shares[i]);
                }
            }
        }
    }

    private static long[] shares(Dice dice, int owners) {
        long disclosed = dice.comes(8_400) ? WHOLE_SHARE : 50_000 + dice.below(950_000);
        if (owners == 1) {
            return new long[] {disclosed};
        }
        if (owners == 2) {
            long first = dice.comes(3_600) ? disclosed / 2 : disclosed * (5_000 + dice.below(4_300)) / 10_000;
            return new long[] {first, disclosed - first};
        }
        long[] shares = new long[owners];
        long sum = 0;
        for (int i = 0; i < owners; i++) {
            long rank = 1L + dice.below(1 << 16);
            shares[i] = (1L << 40) / (rank * (1 + dice.below(4)));
            sum += shares[i];
        }
        for (int i = 0; i < owners; i++) {
            shares[i] = Math.max(1, disclosed * shares[i] / sum);
        }
        return shares;
    }

    private void tellRivalries(Listener listener) {
        Dice dice = new Dice(seed, RIVALRIES);
        TreeMap<Integer, List<Integer>> bySector = new TreeMap<>();
        for (int i = 0; i < listed.length; i++) {
            dice.below(40_000);
            bySector.computeIfAbsent(sectors[i], s -> new ArrayList<>()).add(listed[i]);
        }
        bySector.forEach((sector, within) -> {
            for (int company : within) {
                int rivals = dice.below(4);
                for (int i = 0; i < rivals; i++) {
                    int rival = within.get(dice.below(within.size()));
                    if (rival != company) {
                        listener.rivalry(Math.min(company, rival), Math.max(company, rival), sector);
                    }
                }
            }
        });
    }

    private void tellContracts(Listener listener) {
        Dice dice = new Dice(seed, CONTRACTS);
        List<Integer> suppliers = new ArrayList<>();
        for (int buyer : listed) {
            int contracts = dice.below(5);
            for (int i = 0; i < contracts; i++) {
                int supplier = !suppliers.isEmpty() && dice.comes(6_000)
                        ? suppliers.get(dice.below(suppliers.size()))
                        : listed[dice.below(listed.length)];
                if (supplier != buyer) {
                    long value = (10_000L << dice.below(16)) + dice.below(9_999);
                    suppliers.add(supplier);
                    listener.contract(buyer, supplier, value);
                }
            }
        }
    }

    private static boolean holds(int[] numbers, int number) {
        return Arrays.stream(numbers).anyMatch(n -> n == number);
    }

    private static int[] with(int[] numbers, int number) {
        int[] more = Arrays.copyOf(numbers, numbers.length + 1);
        more[numbers.length] = number;
        return more;
    }

    /** Numbers in the order in which they were found, each once. */
    private static final class Found {
        private final List<Integer> numbers;

        Found(int wanted) {
            numbers = new ArrayList<>(wanted);
        }

        int size() {
            return numbers.size();
        }

        void add(int number) {
            if (!numbers.contains(number)) {
                numbers.add(number);
            }
        }

        int[] all() {
            return numbers.stream().mapToInt(n -> n).toArray();
        }
    }
}

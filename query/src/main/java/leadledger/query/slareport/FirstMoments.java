package leadledger.query.slareport;

import java.util.Arrays;
import java.util.UUID;

/**
 * When each lead's clock started and stopped: a hash table by open addressing in plain arrays, since millions of boxed
 * entries would cost more than reading the ledger.
 */
final class FirstMoments {

    /** No such moment; later than any. */
    static final long NONE = Long.MAX_VALUE;

    private static final int FIRST_CAPACITY = 1 << 12;
    /** Two halves of the lead's id, start, stop. */
    private static final int SLOT = 4;

    private long[] slots = empty(FIRST_CAPACITY);
    private int capacity = FIRST_CAPACITY;
    private int size;

    /** What is done with each lead that has started. */
    @FunctionalInterface
    interface Reader {
        void read(long start, long stop);
    }

    /** A moment at which the lead's clock was started or stopped; the earliest of each counts. */
    void add(UUID lead, boolean start, long moment) {
        int slot = slot(lead.getMostSignificantBits(), lead.getLeastSignificantBits());
        int at = slot + (start ? 2 : 3);
        slots[at] = Math.min(slots[at], moment);
        if (size > capacity / 2) {
            grow();
        }
    }

    /** Leaves a lead out of what is read; its slot stays taken, since others may lie behind it. */
    void drop(UUID lead) {
        int slot = slot(lead.getMostSignificantBits(), lead.getLeastSignificantBits());
        slots[slot + 2] = NONE;
        slots[slot + 3] = Long.MIN_VALUE;
    }

    void forEach(Reader reader) {
        for (int slot = 0; slot < slots.length; slot += SLOT) {
            if (slots[slot + 2] != NONE) {
                reader.read(slots[slot + 2], slots[slot + 3]);
            }
        }
    }

    /** The slot of a lead, taken for it if it had none. A free one has neither start nor stop. */
    private int slot(long high, long low) {
        long mixed = (high ^ low) * 0x9E37_79B9_7F4A_7C15L;
        int index = (int) (mixed >>> 32) & (capacity - 1);
        while (true) {
            int slot = index * SLOT;
            if (slots[slot + 2] == NONE && slots[slot + 3] == NONE) {
                slots[slot] = high;
                slots[slot + 1] = low;
                size++;
                return slot;
            }
            if (slots[slot] == high && slots[slot + 1] == low) {
                return slot;
            }
            index = (index + 1) & (capacity - 1);
        }
    }

    private void grow() {
        long[] old = slots;
        capacity *= 2;
        slots = empty(capacity);
        size = 0;
        for (int from = 0; from < old.length; from += SLOT) {
            if (old[from + 2] != NONE || old[from + 3] != NONE) {
                int to = slot(old[from], old[from + 1]);
                slots[to + 2] = old[from + 2];
                slots[to + 3] = old[from + 3];
            }
        }
    }

    private static long[] empty(int capacity) {
        long[] slots = new long[capacity * SLOT];
        Arrays.fill(slots, NONE);
        return slots;
    }
}

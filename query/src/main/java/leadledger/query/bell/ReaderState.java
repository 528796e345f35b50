package leadledger.query.bell;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import leadledger.events.shared.DealerId;
import leadledger.query.access.ScopedReads.Reading;

/**
 * A user's state, without the single marks.
 *
 * @param readUpTo all up to this position are read
 * @param selected the outlets selected; none: all
 */
record ReaderState(long readUpTo, Set<DealerId> selected) {

    private static final ReaderState NEW = new ReaderState(0, Set.of());

    static ReaderState read(Reading reading, Reader reader) {
        return reading.sql("select read_up_to, outlets from bell.reader where dealer = ? and subject = ?")
                .params(reader.dealer().value(), reader.subject())
                .query((row, number) -> new ReaderState(
                        row.getLong(1),
                        Arrays.stream((String[]) row.getArray(2).getArray())
                                .map(DealerId::new)
                                .collect(Collectors.toUnmodifiableSet())))
                .optional()
                .orElse(NEW);
    }
}

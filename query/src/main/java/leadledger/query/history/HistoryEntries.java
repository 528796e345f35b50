package leadledger.query.history;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Imported;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Vin;
import org.jspecify.annotations.Nullable;

/** Takes down the entries of one lead's history, and how values of all kinds are written in it. */
final class HistoryEntries {

    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final List<HistoryEntry> entries = new ArrayList<>();

    /** All so far. */
    List<HistoryEntry> newestFirst() {
        return List.copyOf(entries.reversed());
    }

    /** One more, if the value has changed. */
    void addChange(
            Recorded<?> recorded,
            String field,
            @Nullable Object before,
            @Nullable Object after,
            @Nullable String reason) {
        if (!Objects.equals(before, after)) {
            add(recorded, field, before, after, reason);
        }
    }

    /** One more. */
    void add(
            Recorded<?> recorded,
            String field,
            @Nullable Object oldValue,
            @Nullable Object newValue,
            @Nullable String reason) {
        Imported imported = recorded.imported();
        entries.add(new HistoryEntry(
                recorded.position(),
                recorded.recordedAt(),
                field,
                recorded.actor(),
                text(oldValue),
                text(newValue),
                reason,
                imported == null ? null : imported.ledgerRecordedAt(),
                imported == null || !imported.isFlagged() ? null : imported.brokenRules()));
    }

    /** Several moments as one value; none: no value. */
    static @Nullable String text(List<Instant> moments) {
        return moments.isEmpty()
                ? null
                : moments.stream().map(MILLISECONDS::format).collect(Collectors.joining(", "));
    }

    private static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Instant moment -> MILLISECONDS.format(moment);
            case DealerId code -> code.value();
            case Vin car -> car.value();
            default -> value.toString();
        };
    }
}

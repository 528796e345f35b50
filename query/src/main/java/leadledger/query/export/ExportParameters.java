package leadledger.query.export;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of exports and gathers what is wrong with them. */
final class ExportParameters {

    private static final String RULE = "API-LIST";
    private static final int EARLIEST_YEAR = 1;
    private static final int LATEST_YEAR = 9999;

    private final List<Refusal> faults = new ArrayList<>();

    /** A lead; what is no id is no lead either. */
    static @Nullable UUID lead(@Nullable String id) {
        if (id == null) {
            return null;
        }
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Refusal.ofUnknownLead());
        }
    }

    @Nullable
    DealerId dealer(@Nullable String code) {
        if (code == null || DealerId.isWellFormed(code)) {
            return code == null ? null : new DealerId(code);
        }
        faults.add(Refusal.ofValue(RULE, "not-a-dealer-code", "dealer"));
        return null;
    }

    @Nullable
    OutletId outlet(@Nullable String code) {
        if (code == null || OutletId.isWellFormed(code)) {
            return code == null ? null : new OutletId(code);
        }
        faults.add(Refusal.ofValue(RULE, "not-an-outlet-code", "outlet"));
        return null;
    }

    @Nullable
    LeadProcess process(@Nullable String word) {
        if (word == null) {
            return null;
        }
        for (LeadProcess process : LeadProcess.values()) {
            if (process.word().equals(word)) {
                return process;
            }
        }
        faults.add(Refusal.ofValue(RULE, "not-one-of", "process")
                .with(
                        "allowed",
                        Arrays.stream(LeadProcess.values())
                                .map(LeadProcess::word)
                                .collect(Collectors.joining(", "))));
        return null;
    }

    @Nullable
    Instant moment(String parameter, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            OffsetDateTime moment = OffsetDateTime.parse(text);
            if (moment.getYear() >= EARLIEST_YEAR && moment.getYear() <= LATEST_YEAR) {
                return moment.toInstant();
            }
        } catch (DateTimeException e) {
            // as any other text that is no moment
        }
        faults.add(Refusal.ofValue(RULE, "not-a-moment", parameter));
        return null;
    }

    void period(@Nullable Instant from, @Nullable Instant to) {
        if (from != null && to != null && to.isBefore(from)) {
            faults.add(Refusal.ofValue(RULE, "period-ends-before-it-begins", "to"));
        }
    }

    void refuseFaults() {
        if (!faults.isEmpty()) {
            throw new RefusedException(faults);
        }
    }
}

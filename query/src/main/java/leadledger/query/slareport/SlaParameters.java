package leadledger.query.slareport;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leadledger.events.aftersales.LeadType;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaVerdict.Result;
import org.jspecify.annotations.Nullable;

/** Reads query parameters of service levels and gathers what is wrong with them. */
final class SlaParameters {

    private static final String LIST_RULE = "API-LIST";
    private static final int EARLIEST_YEAR = 1;
    private static final int LATEST_YEAR = 9999;

    private static final int MOST_ROWS = 200;

    private final List<Refusal> faults = new ArrayList<>();

    void fault(Refusal refusal) {
        faults.add(refusal);
    }

    Sla sla(String name) {
        Sla level = oneOf("sla", name, Sla.AFTERSALES.toArray(Sla[]::new), Sla::name);
        return level == null ? Sla.SLA1 : level;
    }

    @Nullable
    GroupBy groupBy(@Nullable String name) {
        return oneOf("groupBy", name, GroupBy.values(), GroupBy::parameter);
    }

    @Nullable
    LeadType leadType(@Nullable String name) {
        return oneOf("leadType", name, LeadType.values(), LeadType::name);
    }

    /** A verdict to filter by; {@link Sla#SLA3} has no clock that could run or be withdrawn. */
    @Nullable
    Result result(@Nullable String name, Sla sla) {
        Result result = oneOf("result", name, Result.values(), Result::name);
        if (sla == Sla.SLA3 && (result == Result.RUNNING || result == Result.WITHDRAWN)) {
            notFor(sla, "result", result);
        }
        return result;
    }

    int limit(int limit) {
        if (limit < 1 || limit > MOST_ROWS) {
            faults.add(Refusal.ofValue(LIST_RULE, "limit-out-of-range", "limit").with("most", MOST_ROWS));
        }
        return limit;
    }

    /** The place after which to read on, as the page before told it. */
    <T> @Nullable T cursor(@Nullable String text, Function<String, Optional<T>> parse) {
        if (text == null) {
            return null;
        }
        Optional<T> place = parse.apply(text);
        if (place.isEmpty()) {
            faults.add(Refusal.ofValue(LIST_RULE, "not-a-cursor", "cursor"));
        }
        return place.orElse(null);
    }

    /** A text to compare with; the database knows no character 0. */
    @Nullable
    String text(String parameter, @Nullable String value) {
        if (value != null && value.indexOf('\0') >= 0) {
            faults.add(Refusal.ofValue(LIST_RULE, "characters-not-allowed", parameter));
            return null;
        }
        return value;
    }

    private <T> @Nullable T oneOf(String parameter, @Nullable String name, T[] values, Function<T, String> naming) {
        if (name == null) {
            return null;
        }
        return Arrays.stream(values)
                .filter(value -> naming.apply(value).equals(name))
                .findFirst()
                .orElseGet(() -> {
                    faults.add(Refusal.ofValue(LIST_RULE, "not-one-of", parameter)
                            .with("allowed", Stream.of(values).map(naming).collect(Collectors.joining(", "))));
                    return null;
                });
    }

    @Nullable
    DealerId dealer(@Nullable String code) {
        if (code == null) {
            return null;
        }
        if (!DealerId.isWellFormed(code)) {
            faults.add(Refusal.ofValue(LIST_RULE, "not-a-dealer-code", "dealer"));
            return null;
        }
        return new DealerId(code);
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
        faults.add(Refusal.ofValue(LIST_RULE, "not-a-moment", parameter));
        return null;
    }

    void period(RatesQuery query, @Nullable Instant windowEnd, Instant known) {
        Instant from = query.from();
        Instant to = query.to();
        if (query.sla() == Sla.SLA3) {
            notFor(query.sla(), "from", from);
            notFor(query.sla(), "to", to);
        } else {
            notFor(query.sla(), "at", windowEnd);
        }
        if (from != null && to != null && to.isBefore(from)) {
            faults.add(Refusal.ofValue("SL-04", "period-ends-before-it-begins", "to"));
        }
        if (windowEnd != null && windowEnd.isAfter(known)) {
            faults.add(Refusal.ofValue("SL-22", "moment-in-future", "at"));
        }
    }

    private void notFor(Sla sla, String parameter, @Nullable Object given) {
        if (given != null) {
            faults.add(Refusal.ofValue("SL-03", "not-for-this-service-level", parameter)
                    .with("sla", sla));
        }
    }

    void refuseFaults() {
        if (!faults.isEmpty()) {
            throw new RefusedException(faults);
        }
    }
}

package leadledger.query.listing;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import org.jspecify.annotations.Nullable;

/** Reads the query parameters of a list and gathers what is wrong with them, to be told at once. */
public final class ListParameters {

    /** How many rows a page has unless somebody says otherwise. */
    public static final String DEFAULT_ROWS = "50";

    private static final Pattern CODE = Pattern.compile("[A-Z0-9][A-Z0-9_-]{0,39}");
    private static final int MOST_ROWS = 200;
    private static final int MOST_SEARCH_CHARACTERS = 100;
    private static final int EARLIEST_YEAR = 1;
    private static final int LATEST_YEAR = 9999;

    private final List<Refusal> faults = new ArrayList<>();

    /** One more fault. */
    public void fault(String code, String parameter) {
        fault(Refusal.ofValue("API-LIST", code, parameter));
    }

    /** One more fault. */
    public void fault(Refusal refusal) {
        faults.add(refusal);
    }

    /** An order; where there is none, another one stands in until the fault is told. */
    public <S> S sort(String text, Function<String, Optional<S>> byParameter, S instead) {
        return byParameter.apply(text).orElseGet(() -> {
            fault("not-a-sort", "sort");
            return instead;
        });
    }

    /** A number of rows. */
    public int limit(int limit) {
        if (limit < 1 || limit > MOST_ROWS) {
            fault(Refusal.ofValue("API-LIST", "limit-out-of-range", "limit").with("most", MOST_ROWS));
        }
        return limit;
    }

    /** The place after which a page begins; a cursor of another order is none. */
    public Optional<Cursor> cursor(@Nullable String text, String sort) {
        if (text == null) {
            return Optional.empty();
        }
        Optional<Cursor> cursor =
                Cursor.parse(text).filter(place -> place.sort().equals(sort));
        if (cursor.isEmpty()) {
            fault(Cursor.UNKNOWN);
        }
        return cursor;
    }

    /** A code of reference data. */
    public @Nullable String codeFilter(String parameter, @Nullable String value) {
        if (value != null && !CODE.matcher(value).matches()) {
            fault("not-a-code", parameter);
        }
        return value;
    }

    /** A moment by RFC 3339, within what the database can hold. */
    public @Nullable Instant moment(String parameter, @Nullable String text) {
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
        fault("not-a-moment", parameter);
        return null;
    }

    /** A text to be searched. */
    public @Nullable String search(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.indexOf('\0') >= 0) {
            fault("characters-not-allowed", "q");
            return null;
        }
        if (text.length() > MOST_SEARCH_CHARACTERS) {
            fault(Refusal.ofValue("API-LIST", "text-too-long", "q").with("most", MOST_SEARCH_CHARACTERS));
            return null;
        }
        return text.strip();
    }

    /** Who sees no names learns none by asking for them, nor by their order. */
    public void refuseWhatUnmasks(String rule, boolean byName, @Nullable String text) {
        if (byName) {
            fault(Refusal.ofValue(rule, "personal-data-masked", "sort"));
        }
        if (text != null) {
            fault(Refusal.ofValue(rule, "personal-data-masked", "q"));
        }
    }

    /** Tells all faults, if there are any. */
    public void refuseFaults() {
        if (!faults.isEmpty()) {
            throw new RefusedException(faults);
        }
    }
}

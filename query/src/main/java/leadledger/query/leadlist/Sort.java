package leadledger.query.leadlist;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Orders of a list; the lead's id makes each total, so that a cursor names one place. */
enum Sort {
    /** Newest first. */
    NEWEST("-created", true, "created_at"),
    /** Oldest first. */
    OLDEST("created", false, "created_at"),
    /** By name. */
    NAME("name", false, "name_key"),
    /** By name, backwards. */
    NAME_BACKWARDS("-name", true, "name_key"),
    /** Customer-driven leads first, which are worked first (AS-02); of each type the customer who waits longest on top. */
    LEAD_TYPE("leadType", false, "lead_type", "created_at");

    private final String parameter;
    private final boolean descending;

    @SuppressWarnings("ImmutableEnumChecker") // Made by toList(), which cannot be changed.
    private final List<String> keys;

    Sort(String parameter, boolean descending, String... columns) {
        this.parameter = parameter;
        this.descending = descending;
        this.keys = Stream.concat(Arrays.stream(columns), Stream.of("lead_id")).toList();
    }

    String parameter() {
        return parameter;
    }

    /** Columns that make the order. */
    List<String> keys() {
        return keys;
    }

    /** Whether the order tells something of names. */
    boolean isByName() {
        return this == NAME || this == NAME_BACKWARDS;
    }

    String orderBy() {
        return keys.stream().map(key -> descending ? key + " desc" : key).collect(Collectors.joining(", "));
    }

    /** Condition on rows after the row whose keys are the parameters. */
    String beyond() {
        String places = keys.stream().map(key -> "?").collect(Collectors.joining(", "));
        return "(" + String.join(", ", keys) + ") " + (descending ? "<" : ">") + " (" + places + ")";
    }

    static Optional<Sort> byParameter(String parameter) {
        return Arrays.stream(values())
                .filter(sort -> sort.parameter.equals(parameter))
                .findFirst();
    }
}

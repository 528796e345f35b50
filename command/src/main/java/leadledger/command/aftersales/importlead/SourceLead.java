package leadledger.command.aftersales.importlead;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import leadledger.events.shared.LeadId;
import org.jspecify.annotations.Nullable;

/**
 * A lead as another system exports it. Values are in our own words: codes, names of constants, moments and days by ISO 8601.
 *
 * @param id the lead's id here
 * @param line the line of the file of leads that tells of it
 * @param values what stands in it now; what is empty is absent
 * @param master the id here of the lead that this one is a re-contact of; none: it is none
 * @param changes its history, in the order of the file
 * @param children leads that are re-contacts of this one
 */
public record SourceLead(
        LeadId id,
        int line,
        Map<SourceField, String> values,
        @Nullable LeadId master,
        List<Change> changes,
        List<Child> children) {

    public SourceLead {
        values = Map.copyOf(values);
        changes = List.copyOf(changes);
        children = List.copyOf(children);
    }

    /**
     * A row of the history: date, user, field, old value (元の値), new value (新しい値).
     *
     * @param line the line of the file of histories
     * @param at when the other system recorded it
     * @param actor who did it, in the ledger's form
     * @param field what changed
     * @param before the old value; none: there was none
     * @param after the new value; none: there is none
     */
    public record Change(
            int line,
            Instant at,
            String actor,
            SourceField field,
            @Nullable String before,
            @Nullable String after) {}

    /**
     * A re-contact of it.
     *
     * @param id the new lead's id here
     * @param createdAt when the other system created it
     */
    public record Child(LeadId id, Instant createdAt) {}
}

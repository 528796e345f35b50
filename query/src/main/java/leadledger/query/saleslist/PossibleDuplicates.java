package leadledger.query.saleslist;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import leadledger.events.sales.SalesStatus;
import leadledger.query.access.SalesScope;
import leadledger.query.access.ScopedReads;
import leadledger.query.listing.ListMoment;
import leadledger.query.listing.ListMoment.Source;
import org.springframework.stereotype.Component;

/**
 * Leads that may be applications of the same customer for the same campaign (SA-03), among those that the reader sees
 * (AC-01). From whom the queue hides its customers, the queue hides also that a customer of its outlet is in it: such a reader
 * is told of pairs in the queue and of pairs outside, and of none between (SA-11).
 */
@Component
public class PossibleDuplicates {

    /** So many are named at most. */
    static final int MOST = 50;

    /** Pairs of columns that make two leads possible duplicates if they are equal: a lead has two telephone numbers. */
    private static final List<String> MATCHES = List.of(
            "o.phone_key = l.phone_key",
            "o.phone_key = l.other_phone_key",
            "o.other_phone_key = l.phone_key",
            "o.other_phone_key = l.other_phone_key",
            "o.email_key = l.email_key",
            "o.person_key = l.person_key");

    private static final String ALIKE = " and (o.view = 'queue') = (l.view = 'queue')";

    private final ScopedReads reads;

    PossibleDuplicates(ScopedReads reads) {
        this.reads = reads;
    }

    /**
     * A lead that may be another application of the same customer.
     *
     * @param id the lead
     * @param reference its short reference
     * @param status its 状況, as recorded
     * @param createdAt when it was captured
     */
    public record PossibleDuplicate(UUID id, String reference, SalesStatus status, Instant createdAt) {}

    /**
     * Those of a lead, the oldest first, {@value #MOST} at most.
     *
     * @param hidesQueue whether who is in the queue is hidden from the reader
     * @param moment as of which they are told (SL-22)
     */
    public List<PossibleDuplicate> of(UUID lead, SalesScope scope, boolean hidesQueue, ListMoment moment) {
        Source source = SalesLists.source(moment);
        List<Object> parameters = new ArrayList<>();
        String found = MATCHES.stream()
                .map(match -> "(select o.lead_id" + from(source, match, hidesQueue, parameters)
                        + " order by o.created_at, o.lead_id limit " + MOST + ")")
                .collect(Collectors.joining(" union all "));
        String itself = source.held("l", parameters);
        String duplicates = source.held("d", parameters);
        parameters.add(lead);
        return reads.read(
                scope,
                reading -> reading.sql("select d.lead_id, d.reference, d.status, d.created_at from "
                                + source.table() + " l cross join lateral (select distinct lead_id from (" + found
                                + ") found) m join "
                                + source.table()
                                + " d on d.lead_id = m.lead_id where " + itself + duplicates
                                + "l.lead_id = ? order by d.created_at, d.lead_id limit " + MOST)
                        .params(parameters)
                        .query((row, number) -> new PossibleDuplicate(
                                row.getObject(1, UUID.class),
                                row.getString(2),
                                SalesStatus.valueOf(row.getString(3)),
                                row.getObject(4, OffsetDateTime.class).toInstant()))
                        .list());
    }

    /**
     * Condition on a row {@code l}: that it has any.
     *
     * @param source where they are looked up
     * @param parameters the condition's are added
     */
    static String exists(Source source, boolean hidesQueue, List<Object> parameters) {
        return MATCHES.stream()
                .map(match -> "exists (select 1" + from(source, match, hidesQueue, parameters) + ")")
                .collect(Collectors.joining(" or ", "(", ")"));
    }

    private static String from(Source source, String match, boolean hidesQueue, List<Object> parameters) {
        return " from " + source.table() + " o where " + source.held("o", parameters) + match
                + " and o.lead_id <> l.lead_id" + (hidesQueue ? ALIKE : "");
    }
}

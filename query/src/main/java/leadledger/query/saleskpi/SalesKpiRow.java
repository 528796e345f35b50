package leadledger.query.saleskpi;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import leadledger.events.sales.ContractResult;
import leadledger.events.sales.LeadQueue;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.UserId;
import leadledger.events.sla.FirstFollowUp;
import leadledger.events.sla.FollowUpFacts;
import leadledger.events.sla.Ruling;
import org.jspecify.annotations.Nullable;

/**
 * What key figures need to know of a lead, with the moments at which it was recorded, so that they can be told as of any
 * moment (SL-22). No figure is kept, since time alone changes some of them. No personal data.
 *
 * @param leadId the lead
 * @param lastSequence sequence of the last event folded in
 * @param reference short reference for people
 * @param queue market and brand
 * @param delivery how it became an outlet's; none: it is queued, and nothing else is known of it
 * @param owners all that ever owned it, in order
 * @param marks when it was taken out of follow-up scope and back, by turns (SA-22)
 * @param followUp the first follow-up (SA-32); none: it has not come
 * @param testDrive the first test drive; none: there was none
 * @param appraisal the first appraisal; none: there was none
 * @param conversion when it became an opportunity; none: it did not
 * @param contractBy whose the contract is: who owned the lead when its result was first recorded
 * @param contracts results in the order in which they were recorded; the last one counts (SA-42)
 * @param rulings how the disputes over its first follow-up came to stand, in the order in which they did (SL-40)
 */
record SalesKpiRow(
        UUID leadId,
        int lastSequence,
        String reference,
        LeadQueue queue,
        @Nullable Delivery delivery,
        List<Ownership> owners,
        List<Instant> marks,
        @Nullable Deed followUp,
        @Nullable Deed testDrive,
        @Nullable Deed appraisal,
        @Nullable Deed conversion,
        @Nullable UserId contractBy,
        List<Contract> contracts,
        List<RulingChange> rulings) {

    SalesKpiRow {
        owners = List.copyOf(owners);
        marks = List.copyOf(marks);
        contracts = List.copyOf(contracts);
        rulings = List.copyOf(rulings);
    }

    static SalesKpiRow captured(UUID leadId, int sequence, String reference, LeadQueue queue) {
        return new SalesKpiRow(
                leadId, sequence, reference, queue, null, List.of(), List.of(), null, null, null, null, null, List.of(),
                List.of());
    }

    /**
     * How a lead became an outlet's.
     *
     * @param outlet whose it is
     * @param deliveredAt when it became so: a held one when the outlet opened (SA-10)
     * @param recordedAt when that was recorded
     */
    record Delivery(OutletId outlet, Instant deliveredAt, Instant recordedAt) {}

    /**
     * Somebody owns the lead.
     *
     * @param since from when on
     * @param owner who
     */
    record Ownership(Instant since, UserId owner) {}

    /**
     * Something that was done on the lead.
     *
     * @param at when
     * @param by who owned the lead then; none: nobody
     */
    record Deed(Instant at, @Nullable UserId by) {}

    /**
     * A contract's result.
     *
     * @param at when it was recorded
     * @param result won or lost
     */
    record Contract(Instant at, ContractResult result) {}

    /**
     * A dispute came to stand so.
     *
     * @param at when that was recorded
     * @param ruling how it stands since
     */
    record RulingChange(Instant at, Ruling ruling) {}

    /** How each dispute stands, in the order in which they were opened. */
    private List<Ruling> standing() {
        Map<UUID, Ruling> standing = new LinkedHashMap<>();
        rulings.forEach(change -> standing.put(change.ruling().dispute(), change.ruling()));
        return List.copyOf(standing.values());
    }

    /** Who owns it; none: nobody. */
    @Nullable
    UserId owner() {
        return owners.isEmpty() ? null : owners.getLast().owner();
    }

    /** Who owned it at a moment; none: nobody. */
    @Nullable
    UserId ownerAt(Instant moment) {
        UserId found = null;
        for (Ownership ownership : owners) {
            if (!ownership.since().isAfter(moment)) {
                found = ownership.owner();
            }
        }
        return found;
    }

    boolean isEverOwnedBy(UserId user) {
        return owners.stream().anyMatch(ownership -> ownership.owner().equals(user));
    }

    /** Since when it is out of follow-up scope; none: it is in scope. */
    @Nullable
    Instant outOfScopeAt() {
        return marks.size() % 2 == 0 ? null : marks.getLast();
    }

    /** The result that counts; none: none is recorded. */
    @Nullable
    ContractResult contract() {
        return contracts.isEmpty() ? null : contracts.getLast().result();
    }

    /** What the service level needs of it; none: it is not delivered. */
    @Nullable
    FirstFollowUp firstFollowUp() {
        return delivery == null
                ? null
                : new FirstFollowUp(
                        delivery.outlet(),
                        delivery.deliveredAt(),
                        followUp == null ? null : followUp.at(),
                        followUp == null ? null : followUp.by(),
                        outOfScopeAt(),
                        standing());
    }

    /** The state of the fold that tells first follow-ups, to go on from; a delivery counts here when it is recorded. */
    FollowUpFacts followUpFacts() {
        return new FollowUpFacts(null, firstFollowUp(), owner());
    }

    /** The same after an event that makes no difference to any figure. */
    SalesKpiRow at(int sequence) {
        return new SalesKpiRow(
                leadId,
                sequence,
                reference,
                queue,
                delivery,
                owners,
                marks,
                followUp,
                testDrive,
                appraisal,
                conversion,
                contractBy,
                contracts,
                rulings);
    }

    /** The row as it was known at a moment. */
    SalesKpiRow asOf(Instant moment) {
        Delivery known = delivery == null || delivery.recordedAt().isAfter(moment) ? null : delivery;
        List<Contract> results = contracts.stream()
                .filter(contract -> !contract.at().isAfter(moment))
                .toList();
        return new SalesKpiRow(
                leadId,
                lastSequence,
                reference,
                queue,
                known,
                owners.stream()
                        .filter(ownership -> !ownership.since().isAfter(moment))
                        .toList(),
                marks.stream().filter(mark -> !mark.isAfter(moment)).toList(),
                known(followUp, moment),
                known(testDrive, moment),
                known(appraisal, moment),
                known(conversion, moment),
                results.isEmpty() ? null : contractBy,
                results,
                rulings.stream().filter(change -> !change.at().isAfter(moment)).toList());
    }

    private static @Nullable Deed known(@Nullable Deed deed, Instant moment) {
        return deed == null || deed.at().isAfter(moment) ? null : deed;
    }
}

package leadledger.query.saleskpi;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import leadledger.events.sales.ContractResult;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.ActivityPlanned;
import leadledger.events.sales.SalesEvent.ActivityUpdated;
import leadledger.events.sales.SalesEvent.AppraisalDone;
import leadledger.events.sales.SalesEvent.ApprovalRequested;
import leadledger.events.sales.SalesEvent.CarAppraisalSaved;
import leadledger.events.sales.SalesEvent.CarCommunicationSaved;
import leadledger.events.sales.SalesEvent.CarDetailsSaved;
import leadledger.events.sales.SalesEvent.CarRegistrationSaved;
import leadledger.events.sales.SalesEvent.ContractCorrected;
import leadledger.events.sales.SalesEvent.ContractRecorded;
import leadledger.events.sales.SalesEvent.DeliveryHeld;
import leadledger.events.sales.SalesEvent.FeedbackGiven;
import leadledger.events.sales.SalesEvent.FollowUpTaskUpdated;
import leadledger.events.sales.SalesEvent.HeldDeliveryCancelled;
import leadledger.events.sales.SalesEvent.HeldDeliveryMoved;
import leadledger.events.sales.SalesEvent.LeadAssigned;
import leadledger.events.sales.SalesEvent.LeadCaptured;
import leadledger.events.sales.SalesEvent.LeadCommented;
import leadledger.events.sales.SalesEvent.LeadCompleted;
import leadledger.events.sales.SalesEvent.LeadConverted;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.sales.SalesEvent.LeadMarkedOutOfScope;
import leadledger.events.sales.SalesEvent.LeadNotConverted;
import leadledger.events.sales.SalesEvent.OfDispute;
import leadledger.events.sales.SalesEvent.OutOfScopeMarkTakenBack;
import leadledger.events.sales.SalesEvent.TestDriveDone;
import leadledger.events.shared.UserId;
import leadledger.events.sla.FirstFollowUp;
import leadledger.events.sla.Ruling;
import leadledger.query.saleskpi.SalesKpiRow.Contract;
import leadledger.query.saleskpi.SalesKpiRow.Deed;
import leadledger.query.saleskpi.SalesKpiRow.Delivery;
import leadledger.query.saleskpi.SalesKpiRow.Ownership;
import leadledger.query.saleskpi.SalesKpiRow.RulingChange;
import org.jspecify.annotations.Nullable;

/**
 * A row of key figures after one more event. What is delivered, followed up and out of scope is told by the facts of the
 * service level; what comes before the delivery counts for nothing.
 */
final class SalesKpiFold {

    /** Events that make no difference to any figure. */
    static final List<Class<? extends SalesEvent>> WITHOUT_MEANING = List.of(
            LeadCommented.class,
            LeadCompleted.class,
            DeliveryHeld.class,
            HeldDeliveryMoved.class,
            HeldDeliveryCancelled.class,
            ActivityPlanned.class,
            ActivityUpdated.class,
            CarDetailsSaved.class,
            CarRegistrationSaved.class,
            CarAppraisalSaved.class,
            CarCommunicationSaved.class,
            ApprovalRequested.class,
            FeedbackGiven.class,
            LeadNotConverted.class);

    private SalesKpiFold() {}

    static SalesKpiRow fold(SalesKpiRow row, int sequence, SalesEvent event, Instant recordedAt) {
        SalesKpiRow followed = followed(row, sequence, event, recordedAt);
        if (row.delivery() == null) {
            return followed;
        }
        return switch (event) {
            case LeadAssigned assigned -> owned(followed, new Ownership(recordedAt, assigned.owner()));
            case TestDriveDone ignored ->
                with(followed, first(row.testDrive(), recordedAt, row.owner()), row.appraisal(), row.conversion());
            case AppraisalDone ignored ->
                with(followed, row.testDrive(), first(row.appraisal(), recordedAt, row.owner()), row.conversion());
            case LeadConverted ignored ->
                with(followed, row.testDrive(), row.appraisal(), first(row.conversion(), recordedAt, row.owner()));
            case ContractRecorded recorded -> contracted(followed, recordedAt, recorded.result());
            case ContractCorrected corrected -> contracted(followed, recordedAt, corrected.result());
            case LeadDelivered ignored -> followed;
            case FollowUpTaskUpdated ignored -> followed;
            case LeadMarkedOutOfScope ignored -> followed;
            case OutOfScopeMarkTakenBack ignored -> followed;
            case LeadCaptured ignored -> followed;
            case LeadCommented ignored -> followed;
            case LeadCompleted ignored -> followed;
            case DeliveryHeld ignored -> followed;
            case HeldDeliveryMoved ignored -> followed;
            case HeldDeliveryCancelled ignored -> followed;
            case ActivityPlanned ignored -> followed;
            case ActivityUpdated ignored -> followed;
            case CarDetailsSaved ignored -> followed;
            case CarRegistrationSaved ignored -> followed;
            case CarAppraisalSaved ignored -> followed;
            case CarCommunicationSaved ignored -> followed;
            case ApprovalRequested ignored -> followed;
            case FeedbackGiven ignored -> followed;
            case LeadNotConverted ignored -> followed;
            case OfDispute ignored -> followed;
        };
    }

    /** The row with what the service level makes of the event, and with its sequence. */
    private static SalesKpiRow followed(SalesKpiRow row, int sequence, SalesEvent event, Instant recordedAt) {
        FirstFollowUp before = row.firstFollowUp();
        FirstFollowUp after = row.followUpFacts().evolve(event, recordedAt).delivered();
        if (after == null) {
            return followed(row, sequence, null, row.marks(), null, row.rulings());
        }
        Instant markedBefore = before == null ? null : before.outOfScopeAt();
        List<Instant> marks =
                Objects.equals(markedBefore, after.outOfScopeAt()) ? row.marks() : more(row.marks(), recordedAt);
        Instant followedUpAt = after.followedUpAt();
        return followed(
                row,
                sequence,
                row.delivery() == null ? new Delivery(after.outlet(), after.deliveredAt(), recordedAt) : row.delivery(),
                marks,
                followedUpAt == null ? null : new Deed(followedUpAt, after.followedUpBy()),
                rulings(row.rulings(), before == null ? List.of() : before.rulings(), after.rulings(), recordedAt));
    }

    private static List<RulingChange> rulings(
            List<RulingChange> changes, List<Ruling> before, List<Ruling> after, Instant recordedAt) {
        return Stream.concat(
                        changes.stream(),
                        after.stream()
                                .filter(ruling -> !before.contains(ruling))
                                .map(ruling -> new RulingChange(recordedAt, ruling)))
                .toList();
    }

    private static SalesKpiRow followed(
            SalesKpiRow row,
            int sequence,
            @Nullable Delivery delivery,
            List<Instant> marks,
            @Nullable Deed followUp,
            List<RulingChange> rulings) {
        return new SalesKpiRow(
                row.leadId(),
                sequence,
                row.reference(),
                row.queue(),
                delivery,
                row.owners(),
                marks,
                followUp,
                row.testDrive(),
                row.appraisal(),
                row.conversion(),
                row.contractBy(),
                row.contracts(),
                rulings);
    }

    private static Deed first(@Nullable Deed before, Instant at, @Nullable UserId by) {
        return before == null ? new Deed(at, by) : before;
    }

    private static SalesKpiRow with(
            SalesKpiRow row, @Nullable Deed testDrive, @Nullable Deed appraisal, @Nullable Deed conversion) {
        return new SalesKpiRow(
                row.leadId(),
                row.lastSequence(),
                row.reference(),
                row.queue(),
                row.delivery(),
                row.owners(),
                row.marks(),
                row.followUp(),
                testDrive,
                appraisal,
                conversion,
                row.contractBy(),
                row.contracts(),
                row.rulings());
    }

    private static SalesKpiRow owned(SalesKpiRow row, Ownership next) {
        return with(row, more(row.owners(), next), row.contractBy(), row.contracts());
    }

    /** A correction changes what the result is, never whose it is. */
    private static SalesKpiRow contracted(SalesKpiRow row, Instant recordedAt, ContractResult result) {
        return with(
                row,
                row.owners(),
                row.contracts().isEmpty() ? row.owner() : row.contractBy(),
                more(row.contracts(), new Contract(recordedAt, result)));
    }

    private static SalesKpiRow with(
            SalesKpiRow row, List<Ownership> owners, @Nullable UserId contractBy, List<Contract> contracts) {
        return new SalesKpiRow(
                row.leadId(),
                row.lastSequence(),
                row.reference(),
                row.queue(),
                row.delivery(),
                owners,
                row.marks(),
                row.followUp(),
                row.testDrive(),
                row.appraisal(),
                row.conversion(),
                contractBy,
                contracts,
                row.rulings());
    }

    private static <T> List<T> more(List<T> before, T next) {
        return Stream.concat(before.stream(), Stream.of(next)).toList();
    }
}

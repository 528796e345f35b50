package leadledger.query.salespage;

import java.time.Instant;
import leadledger.events.calendar.OutletCalendar;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.ContractResult;
import leadledger.events.sales.DeliveryKind;
import leadledger.events.sales.SalesStatus;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.UserId;
import leadledger.query.saleslead.FollowUpTime;
import leadledger.query.saleslead.HeldDelivery;
import leadledger.query.saleslead.SalesLeadReader.SalesLeadAsOf;
import leadledger.query.saleslead.SalesPlace;
import leadledger.query.salespage.SalesPage.FollowUpTask;
import leadledger.query.salespage.SalesPage.Opportunity;
import org.jspecify.annotations.Nullable;

/**
 * Where a sales lead stands in its course. No personal data.
 *
 * @param status 状況; a held delivery takes place when the outlet opens, whether or not that is recorded yet (SA-10)
 * @param outlet code of its outlet; absent: it is in the queue
 * @param owner id of its リード所有者; absent: nobody yet
 * @param held the delivery that waits for an outlet to open; absent: none does, or it is not the reader's to know
 * @param deliveredAt 送客日時; absent: it is in the queue
 * @param deliveryKind how it came to its outlet; absent: it is in the queue
 * @param followUpTask state of the task <em>lead follow-up</em>; absent: it is in the queue
 * @param followedUpAt the moment of the first follow-up; absent: there was none
 * @param firstFollowUp 初回のフォローアップ対応までの時間(分), running while there was none; absent: not delivered, or set aside
 *     without any
 * @param testDrives test drives that took place
 * @param appraisals appraisals that took place
 * @param opportunity 商談: its short reference; absent: none came of it
 * @param contract whether the contract was won or lost; absent: not known
 */
public record SalesState(
        SalesStatus status,
        @Nullable OutletId outlet,
        @Nullable UserId owner,
        @Nullable HeldDelivery held,
        @Nullable Instant deliveredAt,
        @Nullable DeliveryKind deliveryKind,
        @Nullable TaskState followUpTask,
        @Nullable Instant followedUpAt,
        @Nullable FollowUpTime firstFollowUp,
        int testDrives,
        int appraisals,
        @Nullable String opportunity,
        @Nullable ContractResult contract) {

    /** At the moment that the lead is told of. */
    public static SalesState of(SalesLeadAsOf lead, ReferenceLookup references) {
        SalesCourse course = SalesCourse.of(lead, references);
        SalesPlace place = course.place();
        OutletId outlet = place.outlet();
        OutletCalendar calendar = outlet == null ? OutletCalendar.ALWAYS_OPEN : references.calendarOf(outlet);
        FollowUpTask task = course.followUp();
        Opportunity opportunity = course.opportunity();
        return new SalesState(
                course.status(),
                outlet,
                place.owner(),
                HeldDelivery.of(place, lead.scope()),
                course.deliveredAt(),
                course.deliveryKind(),
                task == null ? null : task.state(),
                course.followedUpAt(),
                FollowUpTime.of(
                        course.deliveredAt(),
                        course.followedUpAt(),
                        course.status(),
                        calendar.asOf(lead.asOf()),
                        lead.asOf()),
                course.testDrives().size(),
                course.appraisals().size(),
                opportunity == null ? null : opportunity.reference(),
                opportunity == null ? null : opportunity.result());
    }
}

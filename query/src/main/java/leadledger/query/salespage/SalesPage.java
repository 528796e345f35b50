package leadledger.query.salespage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import leadledger.events.calendar.OutletCalendar;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.ActivityKind;
import leadledger.events.sales.ContactMeans;
import leadledger.events.sales.ContractResult;
import leadledger.events.sales.CurrentCar;
import leadledger.events.sales.DeliveryKind;
import leadledger.events.sales.Extra;
import leadledger.events.sales.InitialOutcome;
import leadledger.events.sales.Powertrain;
import leadledger.events.sales.Proposal;
import leadledger.events.sales.ProviderId;
import leadledger.events.sales.PurchaseHorizon;
import leadledger.events.sales.SalesStatus;
import leadledger.events.sales.TaskState;
import leadledger.events.sales.Utm;
import leadledger.events.sales.Wishes;
import leadledger.events.shared.Consents;
import leadledger.events.shared.Customer;
import leadledger.events.shared.OutletId;
import leadledger.events.sla.FollowUpEvaluator;
import leadledger.events.sla.Policies;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaVerdict;
import leadledger.query.lead.LeadActions;
import leadledger.query.masking.Mask;
import leadledger.query.saleslead.FollowUpTime;
import leadledger.query.saleslead.HeldDelivery;
import leadledger.query.saleslead.LeadOwner;
import leadledger.query.saleslead.SalesLeadReader.SalesLeadAsOf;
import leadledger.query.saleslist.PossibleDuplicates.PossibleDuplicate;
import org.jspecify.annotations.Nullable;

/**
 * A sales lead's page.
 *
 * @param id the lead
 * @param reference short reference for people
 * @param version how many events it has, as in the ETag
 * @param asOf the moment as of which it is shown
 * @param status 状況
 * @param market the market it was won in
 * @param brand code of the brand it is about
 * @param outlet whose lead it is; absent: it is in the queue
 * @param owner リード所有者; absent: nobody yet
 * @param held the delivery that waits for an outlet to open; absent: none does, or it is not the reader's to know
 * @param createdAt when it was captured
 * @param deliveredAt 送客日時; absent: it is in the queue
 * @param deliveryKind how it came to its outlet; absent: it is in the queue
 * @param firstFollowUp 初回のフォローアップ対応までの時間(分), running while there was none; absent: not delivered, or set aside
 *     without any
 * @param lead リード情報
 * @param wishes ご要望
 * @param testDrive 試乗
 * @param currentCar 現有車情報
 * @param plan 活動予定
 * @param owners every owner, the newest last
 * @param feedback requests for approval and managers' feedback, the newest last
 * @param opportunity 商談; absent: none came of it
 * @param possibleDuplicates leads that the reader sees and that may be of the same customer for the same campaign, as they
 *     stood at that moment (SA-03); 50 at most
 * @param verdicts one per service level
 * @param allowedActions what the reader could do now, and why each other action is not possible
 */
public record SalesPage(
        UUID id,
        String reference,
        int version,
        Instant asOf,
        SalesStatus status,
        String market,
        String brand,
        @Nullable OutletOnPage outlet,
        @Nullable LeadOwner owner,
        @Nullable HeldDelivery held,
        Instant createdAt,
        @Nullable Instant deliveredAt,
        @Nullable DeliveryKind deliveryKind,
        @Nullable FollowUpTime firstFollowUp,
        SalesLeadDetails lead,
        WishesOnPage wishes,
        TestDriveSection testDrive,
        CurrentCarSection currentCar,
        ActivityPlan plan,
        List<Ownership> owners,
        List<Feedback> feedback,
        @Nullable Opportunity opportunity,
        List<PossibleDuplicate> possibleDuplicates,
        List<FollowUpVerdict> verdicts,
        List<LeadActions.ActionState> allowedActions) {

    /** The page without what tells who the customer is, free text included: it may name the customer (AC-05, SA-11). */
    SalesPage masked() {
        return new SalesPage(
                id,
                reference,
                version,
                asOf,
                status,
                market,
                brand,
                outlet,
                owner == null ? null : owner.masked(),
                held,
                createdAt,
                deliveredAt,
                deliveryKind,
                firstFollowUp,
                lead.masked(),
                wishes.masked(),
                testDrive.masked(),
                currentCar.masked(),
                plan.masked(),
                owners.stream().map(Ownership::masked).toList(),
                feedback.stream().map(Feedback::masked).toList(),
                opportunity == null ? null : opportunity.masked(),
                possibleDuplicates,
                verdicts,
                allowedActions);
    }

    /**
     * An outlet (拠点).
     *
     * @param outlet its code
     * @param name its name; absent: the reference data do not know it
     * @param zone its local time; absent: the reference data do not know it
     */
    record OutletOnPage(
            String outlet, @Nullable String name, @Nullable ZoneId zone) {

        static OutletOnPage of(OutletId id, ReferenceLookup references) {
            OutletDefined defined = references.outlet(id).orElse(null);
            return new OutletOnPage(
                    id.value(), defined == null ? null : defined.name(), defined == null ? null : defined.zone());
        }
    }

    /**
     * Section lead.
     *
     * @param leadName リード名
     * @param customer who it is and how to reach the customer; personal data
     * @param consents what the customer agreed to or declined
     * @param source リードソース
     * @param campaign code of the campaign; absent: of none
     * @param utm how the customer came to the form
     * @param callCenterComment コールセンターコメント
     * @param requestedAt when the customer asked, as the provider claims; absent: not said
     * @param providerIds what the provider calls the lead
     * @param extras what the provider sent besides; perhaps personal data
     * @param outOfScopeReason why it is out of follow-up scope; absent: it is not
     * @param notConvertedReason why it came to nothing; absent: it did not
     */
    record SalesLeadDetails(
            String leadName,
            Customer customer,
            Map<Consents.Kind, Consents.Consent> consents,
            String source,
            @Nullable String campaign,
            Utm utm,
            @Nullable String callCenterComment,
            @Nullable Instant requestedAt,
            List<ProviderId> providerIds,
            List<Extra> extras,
            @Nullable String outOfScopeReason,
            @Nullable String notConvertedReason) {

        SalesLeadDetails masked() {
            return new SalesLeadDetails(
                    Mask.VALUE,
                    Mask.of(customer),
                    consents,
                    source,
                    campaign,
                    new Utm(
                            utm.campaign(),
                            utm.source(),
                            utm.medium(),
                            Mask.text(utm.term()),
                            Mask.text(utm.content())),
                    Mask.text(callCenterComment),
                    requestedAt,
                    providerIds.stream()
                            .map(given -> new ProviderId(given.source(), Mask.VALUE))
                            .toList(),
                    extras.stream()
                            .map(sent -> new Extra(sent.path(), Mask.VALUE))
                            .toList(),
                    Mask.text(outOfScopeReason),
                    Mask.text(notConvertedReason));
        }
    }

    /**
     * Section wishes.
     *
     * @param request ご要望内容
     * @param purchaseHorizon ご購入検討時期
     * @param model 購入モデル
     * @param powertrain パワートレイン
     * @param otherRequests その他のご要望内容
     */
    record WishesOnPage(
            @Nullable String request,
            @Nullable PurchaseHorizon purchaseHorizon,
            @Nullable String model,
            @Nullable Powertrain powertrain,
            @Nullable String otherRequests) {

        WishesOnPage masked() {
            return new WishesOnPage(Mask.text(request), purchaseHorizon, model, powertrain, Mask.text(otherRequests));
        }
    }

    /**
     * Section test drive.
     *
     * @param wanted 試乗申込: whether one is wanted; absent: not said
     * @param wish 試乗内容
     * @param done test drives that took place, the newest last
     */
    record TestDriveSection(
            @Nullable Boolean wanted, @Nullable String wish, List<TestDrive> done) {

        TestDriveSection masked() {
            return new TestDriveSection(
                    wanted,
                    Mask.text(wish),
                    done.stream().map(TestDrive::masked).toList());
        }
    }

    /**
     * A test drive that took place (SA-41).
     *
     * @param on the day, in the outlet's zone
     * @param model which car
     * @param comment notes
     * @param recordedAt when it was recorded
     * @param user who recorded it
     */
    record TestDrive(
            LocalDate on, @Nullable String model, @Nullable String comment, Instant recordedAt, String user) {

        TestDrive masked() {
            return new TestDrive(on, model, Mask.text(comment), recordedAt, user);
        }
    }

    /**
     * Section current car (SA-40), in its four parts, and what was appraised.
     *
     * @param a 2-A 車両詳細情報; absent: not saved
     * @param b 2-B 車両登録情報; absent: not saved; personal data
     * @param c 2-C 車両評価; absent: not saved
     * @param d 2-D お客様とのコミュニケーション; absent: not saved; personal data
     * @param appraisals appraisals that took place, the newest last
     */
    record CurrentCarSection(
            CurrentCar.@Nullable Details a,
            CurrentCar.@Nullable Registration b,
            CurrentCar.@Nullable Appraisal c,
            CurrentCar.@Nullable Communication d,
            List<AppraisalVisit> appraisals) {

        CurrentCarSection masked() {
            return new CurrentCarSection(
                    a == null
                            ? null
                            : new CurrentCar.Details(
                                    a.maker(),
                                    a.model(),
                                    a.grade(),
                                    a.modelYear(),
                                    Mask.text(a.vin()),
                                    a.colour(),
                                    a.mileage(),
                                    a.powertrain()),
                    b == null
                            ? null
                            : new CurrentCar.Registration(Mask.text(b.plate()), null, null, Mask.text(b.owner())),
                    c == null
                            ? null
                            : new CurrentCar.Appraisal(
                                    Mask.text(c.condition()), c.accidentRepaired(), c.appraisedOn(), c.amount()),
                    d == null
                            ? null
                            : new CurrentCar.Communication(
                                    Mask.text(d.replacementIntent()), null, null, Mask.text(d.remarks())),
                    appraisals.stream().map(AppraisalVisit::masked).toList());
        }
    }

    /**
     * An appraisal that took place (SA-41).
     *
     * @param on the day, in the outlet's zone
     * @param amount 査定額, in whole units of the market's currency
     * @param comment notes
     * @param recordedAt when it was recorded
     * @param user who recorded it
     */
    record AppraisalVisit(
            LocalDate on, @Nullable Long amount, @Nullable String comment, Instant recordedAt, String user) {

        AppraisalVisit masked() {
            return new AppraisalVisit(on, amount, Mask.text(comment), recordedAt, user);
        }
    }

    /**
     * Section plan.
     *
     * @param followUp リードのフォローアップ; absent: the lead is not delivered (SA-30)
     * @param activities what users planned for themselves, by number
     */
    record ActivityPlan(@Nullable FollowUpTask followUp, List<PlannedActivity> activities) {

        ActivityPlan masked() {
            return new ActivityPlan(
                    followUp == null ? null : followUp.masked(),
                    activities.stream().map(PlannedActivity::masked).toList());
        }
    }

    /**
     * The task <em>lead follow-up</em> as it stands (SA-31).
     *
     * @param state its state
     * @param means by which means the customer was contacted
     * @param proposal what was proposed
     * @param outcome 初期実施事項
     * @param comment notes
     * @param updatedAt when it was updated last; absent: never
     * @param user who updated it last
     */
    record FollowUpTask(
            TaskState state,
            @Nullable ContactMeans means,
            @Nullable Proposal proposal,
            @Nullable InitialOutcome outcome,
            @Nullable String comment,
            @Nullable Instant updatedAt,
            @Nullable String user) {

        FollowUpTask masked() {
            return new FollowUpTask(state, means, proposal, outcome, Mask.text(comment), updatedAt, user);
        }
    }

    /**
     * What somebody planned for itself.
     *
     * @param number its number on the lead
     * @param owner whose it is
     * @param kind task or appointment
     * @param subject 件名
     * @param dueAt when it is due, or begins
     * @param state its state
     * @param comment notes
     * @param plannedAt when it was planned
     */
    record PlannedActivity(
            int number,
            LeadOwner owner,
            ActivityKind kind,
            String subject,
            @Nullable Instant dueAt,
            TaskState state,
            @Nullable String comment,
            Instant plannedAt) {

        PlannedActivity with(TaskState newState, @Nullable String newComment) {
            return new PlannedActivity(number, owner, kind, subject, dueAt, newState, newComment, plannedAt);
        }

        PlannedActivity masked() {
            return new PlannedActivity(
                    number, owner.masked(), kind, Mask.VALUE, dueAt, state, Mask.text(comment), plannedAt);
        }
    }

    /**
     * Since when somebody owns the lead, or owned it (SA-20).
     *
     * @param owner リード所有者
     * @param since when the lead was assigned
     * @param user who assigned it
     */
    record Ownership(LeadOwner owner, Instant since, String user) {

        Ownership masked() {
            return new Ownership(owner.masked(), since, user);
        }
    }

    /**
     * A request for approval, or a manager's feedback (SA-41).
     *
     * @param isRequest whether approval is asked for
     * @param text what was written
     * @param approved whether an approval was given; absent: that was not the question
     * @param recordedAt when it was recorded
     * @param user who wrote it
     */
    record Feedback(
            boolean isRequest, String text, @Nullable Boolean approved, Instant recordedAt, String user) {

        Feedback masked() {
            return new Feedback(isRequest, Mask.VALUE, approved, recordedAt, user);
        }
    }

    /**
     * What came of a converted lead (SA-42).
     *
     * @param reference 商談: its short reference
     * @param convertedAt when the lead was converted
     * @param result won or lost; absent: not known yet
     * @param recordedAt when the result was recorded, or corrected last
     * @param correctionReason why the result was corrected; absent: it was not
     */
    record Opportunity(
            String reference,
            Instant convertedAt,
            @Nullable ContractResult result,
            @Nullable Instant recordedAt,
            @Nullable String correctionReason) {

        Opportunity with(ContractResult newResult, Instant at, @Nullable String reason) {
            return new Opportunity(reference, convertedAt, newResult, at, reason);
        }

        Opportunity masked() {
            return new Opportunity(reference, convertedAt, result, recordedAt, Mask.text(correctionReason));
        }
    }

    /**
     * A verdict without its evidence; that is under {@code /verdicts}.
     *
     * @param sla which service level
     * @param result met, breached or running
     * @param deadline the last moment in time; absent: none is in sight
     */
    public record FollowUpVerdict(
            Sla sla, SlaVerdict.Result result, @Nullable Instant deadline) {

        /** None of a lead in the queue. */
        public static List<FollowUpVerdict> of(SalesLeadAsOf lead, Policies policies, OutletCalendar calendar) {
            return FollowUpEvaluator.evaluate(lead.events(), policies, calendar, lead.asOf()).stream()
                    .map(verdict -> new FollowUpVerdict(
                            verdict.sla(), verdict.result(), verdict.evidence().deadline()))
                    .toList();
        }
    }

    /** The page as its reader may see it, before masking. */
    static SalesPage of(
            SalesLeadAsOf lead,
            List<PossibleDuplicate> duplicates,
            List<LeadActions.ActionState> actions,
            ReferenceLookup references) {
        SalesCourse course = SalesCourse.of(lead, references);
        OutletId outlet = course.place().outlet();
        OutletCalendar calendar = outlet == null ? OutletCalendar.ALWAYS_OPEN : references.calendarOf(outlet);
        List<Ownership> owners = course.owners();
        Wishes wishes = course.wishes();
        CurrentCar car = course.car();
        return new SalesPage(
                lead.leadId().value(),
                course.captured().reference(),
                lead.version(),
                lead.asOf(),
                course.status(),
                course.place().queue().market().value(),
                course.place().queue().brand(),
                outlet == null ? null : OutletOnPage.of(outlet, references),
                owners.isEmpty() ? null : owners.getLast().owner(),
                HeldDelivery.of(course.place(), lead.scope()),
                course.createdAt(),
                course.deliveredAt(),
                course.deliveryKind(),
                FollowUpTime.of(
                        course.deliveredAt(),
                        course.followedUpAt(),
                        course.status(),
                        calendar.asOf(lead.asOf()),
                        lead.asOf()),
                new SalesLeadDetails(
                        course.customer().leadName(),
                        course.customer(),
                        course.consents().given(),
                        course.captured().source(),
                        course.captured().campaign(),
                        course.captured().utm(),
                        course.callCenterComment(),
                        course.captured().requestedAt(),
                        course.captured().providerIds(),
                        course.captured().extras(),
                        course.outOfScopeReason(),
                        course.notConvertedReason()),
                new WishesOnPage(
                        wishes.request(),
                        wishes.purchaseHorizon(),
                        wishes.model(),
                        wishes.powertrain(),
                        wishes.otherRequests()),
                new TestDriveSection(wishes.testDriveWanted(), wishes.testDriveWish(), course.testDrives()),
                new CurrentCarSection(
                        car.details(), car.registration(), car.appraisal(), car.communication(), course.appraisals()),
                new ActivityPlan(course.followUp(), course.activities()),
                owners,
                course.feedback(),
                course.opportunity(),
                duplicates,
                FollowUpVerdict.of(lead, references.policies(), calendar),
                actions);
    }
}

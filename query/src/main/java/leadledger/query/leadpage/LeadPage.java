package leadledger.query.leadpage;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.aftersales.LeadStatus;
import leadledger.events.aftersales.LeadType;
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.reference.ReferenceEvent.VehicleRegistered;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Consents;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Imported;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Vin;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaVerdict;
import leadledger.query.lead.LeadActions;
import leadledger.query.lead.LeadReader.LeadAsOf;
import leadledger.query.masking.Mask;
import org.jspecify.annotations.Nullable;

/**
 * A lead's page.
 *
 * @param id the lead
 * @param reference short reference for people
 * @param version how many events it has, as in the ETag
 * @param dealer whose lead it was at that moment
 * @param asOf the moment as of which it is shown
 * @param effective the moment by which is shown what had happened; absent: none was asked for
 * @param details アフターセールス リードの詳細
 * @param request 依頼内容; personal data
 * @param vehicle 車両詳細
 * @param qualification アフターセールス資格の詳細
 * @param assignments who has had the lead, and how long the customer waited
 * @param verdicts one per service level, without evidence; that is under {@code /verdicts}. None for a dealer as of a moment
 *     at which another one had the lead
 * @param imported if it came from another system: when, and which rules its history there broke; absent: it began here
 * @param allowedActions what the reader could do at that moment, and why each other action is not possible
 */
record LeadPage(
        UUID id,
        String reference,
        int version,
        String dealer,
        Instant asOf,
        @Nullable Instant effective,
        Details details,
        Request request,
        VehicleDetails vehicle,
        Qualification qualification,
        Assignments assignments,
        List<VerdictInShort> verdicts,
        @Nullable ImportedLead imported,
        List<LeadActions.ActionState> allowedActions) {

    /**
     * That a lead was imported from another system (LG-40). Times that it shows of then are that system's.
     *
     * @param importId the first import that told of it
     * @param importedAt when the ledger took it over
     * @param brokenRules ids of the rules that its history there broke, imported as it was recorded (LG-41)
     */
    @Schema(name = "ImportedLead")
    record ImportedLead(UUID importId, Instant importedAt, List<String> brokenRules) {

        static @Nullable ImportedLead of(List<Recorded<AftersalesEvent>> events) {
            Imported first = events.getFirst().imported();
            return first == null
                    ? null
                    : new ImportedLead(
                            first.importId(),
                            first.ledgerRecordedAt(),
                            events.stream()
                                    .map(Recorded::imported)
                                    .filter(Objects::nonNull)
                                    .flatMap(imported -> imported.brokenRules().stream())
                                    .distinct()
                                    .toList());
        }
    }

    /** The page without what tells who the customer is, free text included: it may name the customer (AC-05). */
    LeadPage masked() {
        return new LeadPage(
                id,
                reference,
                version,
                dealer,
                asOf,
                effective,
                details.masked(),
                request.masked(),
                vehicle.masked(),
                qualification.masked(),
                assignments.masked(),
                verdicts,
                imported,
                allowedActions);
    }

    /**
     * Section lead details.
     *
     * @param status ステータス, with the lapse of day 60 whether or not it is recorded yet (AS-64)
     * @param ended whether that status is final; a booked lead's is from day 60 (AS-62)
     * @param leadType アフターセールス リードタイプ
     * @param source ソース
     * @param campaign アフターセールス キャンペーン
     * @param campaignNote アフターセールス キャンペーン ノート
     * @param recontacted 再連絡済み: whether it came from a re-contact (AS-51)
     * @param masterLead マスター アフターセールス リード: the lead it came from; absent: from none
     * @param recontactLead the lead that came of this one by re-contact (AS-52); absent: none yet
     * @param createdAt 作成日
     * @param assignedAt 担当ディーラー設定日: the newest assignment
     * @param daysSinceCreation リード作成からの日数: whole 24 hours
     * @param consents what the customer agreed to or declined
     */
    @Schema(name = "LeadDetails")
    record Details(
            LeadStatus status,
            boolean ended,
            LeadType leadType,
            String source,
            String campaign,
            @Nullable String campaignNote,
            boolean recontacted,
            @Nullable UUID masterLead,
            @Nullable UUID recontactLead,
            Instant createdAt,
            Instant assignedAt,
            long daysSinceCreation,
            Map<Consents.Kind, Consents.Consent> consents) {

        Details masked() {
            return new Details(
                    status,
                    ended,
                    leadType,
                    source,
                    campaign,
                    Mask.text(campaignNote),
                    recontacted,
                    masterLead,
                    recontactLead,
                    createdAt,
                    assignedAt,
                    daysSinceCreation,
                    consents);
        }
    }

    /**
     * Section request details.
     *
     * @param leadName アフターセールス リード名
     * @param details what the customer asked and how to reach the customer, as edited (AS-70)
     * @param appointmentAt 予約日: the agreed date and time; absent: none with this dealer
     * @param remindCustomer whether the customer wants a reminder; absent: no appointment
     * @param recontactOn 再連絡日, in the dealer's zone (AS-50); absent: none agreed
     */
    record Request(
            String leadName,
            @JsonUnwrapped RequestDetails details,
            @Nullable Instant appointmentAt,
            @Nullable Boolean remindCustomer,
            @Nullable LocalDate recontactOn) {

        Request masked() {
            return new Request(Mask.VALUE, Mask.of(details), appointmentAt, remindCustomer, recontactOn);
        }
    }

    /**
     * Section vehicle details. All but the VIN fills itself from the vehicle register (AS-70).
     *
     * @param vin 車台番号, if known
     * @param registered whether the register knows the VIN; absent: there is no VIN
     * @param modelDescription モデル説明
     * @param warrantyStart first day of the warranty
     * @param warrantyEnd last day of the warranty
     * @param currentWarranty the cover that holds now
     * @param currentWarrantyStart its first day
     * @param currentWarrantyEnd its last day
     * @param averageKilometres average kilometres of the customer
     * @param currentMileage kilometres so far
     * @param ownershipEndedOn 所有権の終了, as said at the close (AS-42), or else as the register has it
     */
    record VehicleDetails(
            @Nullable String vin,
            @Nullable Boolean registered,
            @Nullable String modelDescription,
            @Nullable LocalDate warrantyStart,
            @Nullable LocalDate warrantyEnd,
            @Nullable String currentWarranty,
            @Nullable LocalDate currentWarrantyStart,
            @Nullable LocalDate currentWarrantyEnd,
            @Nullable Integer averageKilometres,
            @Nullable Integer currentMileage,
            @Nullable LocalDate ownershipEndedOn) {

        VehicleDetails masked() {
            return new VehicleDetails(
                    Mask.text(vin),
                    registered,
                    modelDescription,
                    warrantyStart,
                    warrantyEnd,
                    currentWarranty,
                    currentWarrantyStart,
                    currentWarrantyEnd,
                    averageKilometres,
                    currentMileage,
                    ownershipEndedOn);
        }

        static VehicleDetails of(@Nullable String vin, @Nullable LocalDate endedOn, @Nullable VehicleRegistered known) {
            if (vin == null || known == null) {
                return new VehicleDetails(
                        vin, vin == null ? null : false, null, null, null, null, null, null, null, null, endedOn);
            }
            return new VehicleDetails(
                    vin,
                    true,
                    known.modelDescription(),
                    known.warrantyStart(),
                    known.warrantyEnd(),
                    known.currentWarranty(),
                    known.currentWarrantyStart(),
                    known.currentWarrantyEnd(),
                    known.averageKilometres(),
                    known.currentMileage(),
                    endedOn == null ? known.ownershipEndedOn() : endedOn);
        }
    }

    /**
     * Section qualification details. Attempts and clocks are those of the newest assignment (AS-65).
     *
     * @param attempts ディーラーへの連絡の試み, in order
     * @param firstContactAttemptedAt 連絡の初回の試み 日付け (AS-11); absent: none yet
     * @param firstContactWithinSla 連絡の初回の試み SLA (AS-11); absent: not decided yet
     * @param closedAt 見込み評価/管理時間 日付け: when it was closed with or without sale; absent: it was not
     * @param closedWithinSla 見込み評価/管理時間 SLA; absent: not decided yet
     * @param closeReason code of the 販売なしで終了理由; absent: not closed without sale
     * @param closeCategory code of the reason's category
     * @param managementNote リード管理ノート; absent: there is none
     */
    record Qualification(
            List<Attempt> attempts,
            @Nullable Instant firstContactAttemptedAt,
            @Nullable Boolean firstContactWithinSla,
            @Nullable Instant closedAt,
            @Nullable Boolean closedWithinSla,
            @Nullable String closeReason,
            @Nullable String closeCategory,
            @Nullable String managementNote) {

        Qualification masked() {
            return new Qualification(
                    attempts,
                    firstContactAttemptedAt,
                    firstContactWithinSla,
                    closedAt,
                    closedWithinSla,
                    closeReason,
                    closeCategory,
                    Mask.text(managementNote));
        }
    }

    /**
     * Who has had the lead (AS-65).
     *
     * @param list every assignment, the newest last; for a dealer, its own ones (AC-01)
     * @param customerWait the customer's total wait
     */
    record Assignments(List<Assignment> list, CustomerWait customerWait) {

        Assignments masked() {
            return new Assignments(list.stream().map(Assignment::masked).toList(), customerWait);
        }
    }

    /**
     * The time that a dealer had the lead.
     *
     * @param dealer the dealer
     * @param assignedAt 担当ディーラー設定日
     * @param until when it was moved away; absent: the dealer has it
     * @param reason why it was moved to this dealer; absent: it was created there
     * @param attempts ディーラーへの連絡の試み of this dealer, in order
     */
    record Assignment(
            String dealer,
            Instant assignedAt,
            @Nullable Instant until,
            @Nullable String reason,
            List<Attempt> attempts) {

        Assignment masked() {
            return new Assignment(dealer, assignedAt, until, Mask.text(reason), attempts);
        }
    }

    /**
     * How long the customer waited for a first contact attempt by whichever dealer, from the first assignment on (AS-65).
     *
     * @param since the first assignment
     * @param until the first attempt of all; absent: there was none
     * @param waited between the two, or up to the moment shown
     */
    record CustomerWait(Instant since, @Nullable Instant until, Duration waited) {}

    /**
     * A contact attempt as it stands, corrections applied.
     *
     * @param number 1 to 5
     * @param channel by which means
     * @param outcome whether the customer was reached
     * @param recordedAt ディーラーの日付けの試み: the server's stamp
     * @param madeAt when it was really made, if somebody says so
     * @param corrected whether it was ever corrected
     */
    record Attempt(
            int number,
            ContactChannel channel,
            ContactOutcome outcome,
            Instant recordedAt,
            @Nullable Instant madeAt,
            boolean corrected) {}

    /** The VIN that a lead had at the moment of the page. */
    static Optional<Vin> vin(LeadAsOf lead) {
        return Optional.ofNullable(LeadCourse.of(lead.events()).vin()).map(Vin::new);
    }

    /**
     * The page as a reader may see it.
     *
     * @param verdicts of the lead's newest assignment
     * @param reader a dealer's users see nothing of what other dealers did with the lead (AC-01)
     */
    static LeadPage of(
            LeadAsOf lead,
            List<SlaVerdict> verdicts,
            Actor reader,
            List<LeadActions.ActionState> actions,
            @Nullable VehicleRegistered vehicle) {
        LeadCreated created = lead.creation();
        LeadCourse course = LeadCourse.of(lead.events());
        // As of a moment before the reader's dealer got the lead, its course was another dealer's.
        boolean shown = isShown(lead.dealer().value(), reader);
        AppointmentBooked appointment = shown ? course.appointment() : null;
        List<SlaVerdict> shownVerdicts = shown ? verdicts : List.of();
        return new LeadPage(
                lead.leadId().value(),
                created.reference(),
                lead.version(),
                lead.dealer().value(),
                lead.asOf(),
                lead.effective(),
                new Details(
                        course.statusAt(lead.moment()),
                        course.endedAt(lead.moment()),
                        created.leadType(),
                        created.source(),
                        created.campaign(),
                        created.campaignNote(),
                        course.masterLead() != null,
                        course.masterLead(),
                        course.recontactLead(),
                        course.createdAt(),
                        course.assignedAt(),
                        Duration.between(course.createdAt(), lead.moment()).toDays(),
                        created.consents().given()),
                new Request(
                        course.request().leadName(),
                        course.request(),
                        appointment == null ? null : appointment.appointmentAt(),
                        appointment == null ? null : appointment.remindCustomer(),
                        course.recontactOn()),
                VehicleDetails.of(course.vin(), course.ownershipEndedOn(), vehicle),
                qualification(course, shown, shownVerdicts),
                new Assignments(
                        course.assignments().stream()
                                .filter(assignment -> isShown(assignment.dealer(), reader))
                                .toList(),
                        wait(course, lead.moment())),
                shownVerdicts.stream().map(VerdictInShort::of).toList(),
                shown ? ImportedLead.of(lead.events()) : null,
                actions);
    }

    private static boolean isShown(String dealer, Actor reader) {
        return !reader.role().isDealer() || reader.belongsTo(new DealerId(dealer));
    }

    private static Qualification qualification(LeadCourse course, boolean shown, List<SlaVerdict> verdicts) {
        List<Attempt> attempts = shown ? course.attempts() : List.of();
        return new Qualification(
                attempts,
                attempts.isEmpty() ? null : attempts.getFirst().recordedAt(),
                within(Sla.SLA1, verdicts),
                course.closedAt(),
                within(Sla.SLA2, verdicts),
                course.closeReason(),
                course.closeCategory(),
                course.managementNote());
    }

    /** As the verdict says; none: not decided yet, or never to be (AS-65). */
    private static @Nullable Boolean within(Sla sla, List<SlaVerdict> verdicts) {
        return verdicts.stream()
                .filter(verdict -> verdict.sla() == sla)
                .map(verdict -> switch (verdict.result()) {
                    case MET -> Optional.of(true);
                    case BREACHED -> Optional.of(false);
                    case RUNNING, WITHDRAWN -> Optional.<Boolean>empty();
                })
                .findFirst()
                .flatMap(decided -> decided)
                .orElse(null);
    }

    private static CustomerWait wait(LeadCourse course, Instant asOf) {
        Instant until = course.contactedAt();
        return new CustomerWait(
                course.createdAt(), until, Duration.between(course.createdAt(), until == null ? asOf : until));
    }
}

package leadledger.query.leadpage;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.BookingBecameFinal;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.LeadEdited;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.AftersalesEvent.RecontactLeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactMoved;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.aftersales.Consents;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.aftersales.LeadStatus;
import leadledger.events.aftersales.LeadType;
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.shared.Recorded;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaVerdict;
import leadledger.query.lead.LeadReader.LeadAsOf;
import org.jspecify.annotations.Nullable;

/**
 * A lead's page.
 *
 * @param id the lead
 * @param reference short reference for people
 * @param version how many events it has, as in the ETag
 * @param dealer whose lead it is
 * @param asOf the moment as of which it is shown
 * @param details アフターセールス リードの詳細
 * @param request 依頼内容; personal data
 * @param vehicle 車両詳細
 * @param qualification アフターセールス資格の詳細
 * @param verdicts one per service level, without evidence; that is under {@code /verdicts}
 * @param allowedActions what the reader could do now, and why each other action is not possible
 */
record LeadPage(
        UUID id,
        String reference,
        int version,
        String dealer,
        Instant asOf,
        Details details,
        Request request,
        Vehicle vehicle,
        Qualification qualification,
        List<VerdictInShort> verdicts,
        List<LeadActions.ActionState> allowedActions) {

    /**
     * Section lead details.
     *
     * @param status ステータス
     * @param leadType アフターセールス リードタイプ
     * @param source ソース
     * @param campaign アフターセールス キャンペーン
     * @param campaignNote アフターセールス キャンペーン ノート
     * @param createdAt 作成日
     * @param assignedAt 担当ディーラー設定日
     * @param daysSinceCreation リード作成からの日数: whole 24 hours
     * @param consents what the customer agreed to or declined
     */
    record Details(
            LeadStatus status,
            LeadType leadType,
            String source,
            String campaign,
            @Nullable String campaignNote,
            Instant createdAt,
            Instant assignedAt,
            long daysSinceCreation,
            Map<Consents.Kind, Consents.Consent> consents) {}

    /**
     * Section request details.
     *
     * @param leadName アフターセールス リード名
     * @param details what the customer asked and how to reach the customer
     * @param appointmentAt 予約日: the agreed date and time; absent: none yet
     * @param remindCustomer whether the customer wants a reminder; absent: no appointment yet
     */
    record Request(
            String leadName,
            @JsonUnwrapped RequestDetails details,
            @Nullable Instant appointmentAt,
            @Nullable Boolean remindCustomer) {}

    /**
     * Section vehicle details.
     *
     * @param vin 車台番号, if known
     */
    record Vehicle(@Nullable String vin) {}

    /**
     * Section qualification details.
     *
     * @param attempts ディーラーへの連絡の試み, in order
     * @param firstContactAttemptedAt 連絡の初回の試み 日付け (AS-11); absent: none yet
     * @param firstContactWithinSla 連絡の初回の試み SLA (AS-11); absent: not decided yet
     */
    record Qualification(
            List<Attempt> attempts,
            @Nullable Instant firstContactAttemptedAt,
            @Nullable Boolean firstContactWithinSla) {}

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

    /**
     * A verdict without its evidence.
     *
     * @param sla which service level
     * @param result met, breached or running
     * @param differsByClaimedTime whether the claimed time would give another result
     * @param deadline the last moment in time
     */
    record VerdictInShort(Sla sla, SlaVerdict.Result result, boolean differsByClaimedTime, Instant deadline) {}

    static LeadPage of(LeadAsOf lead, List<SlaVerdict> verdicts, List<LeadActions.ActionState> actions) {
        LeadCreated created = lead.creation();
        Instant assignedAt = lead.events().getFirst().recordedAt();
        AppointmentBooked appointment = newestAppointment(lead.events());
        return new LeadPage(
                lead.leadId().value(),
                created.reference(),
                lead.version(),
                lead.dealer().value(),
                lead.asOf(),
                new Details(
                        appointment == null ? LeadStatus.ASSIGNED_TO_DEALER : LeadStatus.BOOKED,
                        created.leadType(),
                        created.source(),
                        created.campaign(),
                        created.campaignNote(),
                        assignedAt,
                        assignedAt,
                        Duration.between(assignedAt, lead.asOf()).toDays(),
                        created.consents().given()),
                new Request(
                        created.request().leadName(),
                        created.request(),
                        appointment == null ? null : appointment.appointmentAt(),
                        appointment == null ? null : appointment.remindCustomer()),
                new Vehicle(created.vin() == null ? null : created.vin().value()),
                qualification(lead.events(), verdicts),
                verdicts.stream()
                        .map(verdict -> new VerdictInShort(
                                verdict.sla(),
                                verdict.result(),
                                verdict.differsByClaimedTime(),
                                verdict.evidence().deadline()))
                        .toList(),
                actions);
    }

    private static Qualification qualification(List<Recorded<AftersalesEvent>> events, List<SlaVerdict> verdicts) {
        List<Attempt> attempts = attempts(events);
        Boolean withinSla = verdicts.stream()
                .filter(verdict -> verdict.result() != SlaVerdict.Result.RUNNING)
                .map(verdict -> verdict.result() == SlaVerdict.Result.MET)
                .findFirst()
                .orElse(null);
        return new Qualification(
                attempts, attempts.isEmpty() ? null : attempts.getFirst().recordedAt(), withinSla);
    }

    private static @Nullable AppointmentBooked newestAppointment(List<Recorded<AftersalesEvent>> events) {
        return events.reversed().stream()
                .map(Recorded::event)
                .filter(AppointmentBooked.class::isInstance)
                .map(AppointmentBooked.class::cast)
                .findFirst()
                .orElse(null);
    }

    private static List<Attempt> attempts(List<Recorded<AftersalesEvent>> events) {
        List<Attempt> attempts = new ArrayList<>();
        for (Recorded<AftersalesEvent> recorded : events) {
            switch (recorded.event()) {
                case LeadCreated ignored -> {}
                case AppointmentBooked ignored -> {}
                case LeadClosedWithSale ignored -> {}
                case LeadClosedWithoutSale ignored -> {}
                case RecontactAgreed ignored -> {}
                case RecontactMoved ignored -> {}
                case RecontactLeadCreated ignored -> {}
                case RecontactedFrom ignored -> {}
                case LeadLost ignored -> {}
                case BookingBecameFinal ignored -> {}
                case LeadReassigned ignored -> {}
                case LeadEdited ignored -> {}
                case ContactAttemptRecorded made ->
                    attempts.add(new Attempt(
                            made.number(),
                            made.channel(),
                            made.outcome(),
                            recorded.recordedAt(),
                            made.madeAt(),
                            false));
                case ContactAttemptCorrected correction ->
                    attempts.replaceAll(attempt -> attempt.number() == correction.number()
                            ? new Attempt(
                                    attempt.number(),
                                    correction.channel(),
                                    correction.outcome(),
                                    attempt.recordedAt(),
                                    correction.madeAt(),
                                    true)
                            : attempt);
            }
        }
        return attempts;
    }
}

package leadledger.query.leadpage;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.LeadStatus;
import leadledger.events.shared.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * Where a lead stands in its course. No personal data.
 *
 * @param status ステータス, with the lapse of day 60 whether or not it is recorded yet (AS-64)
 * @param ended whether that status is final; a booked lead's is from day 60 (AS-62)
 * @param dealer whose lead it is
 * @param assignedAt 担当ディーラー設定日: the newest assignment
 * @param contactAttempts ディーラーが連絡した回数, since the newest assignment
 * @param firstContactAttemptedAt stamp of the first of them; absent: there is none
 * @param appointmentAt 予約日; absent: none with this dealer
 * @param remindCustomer whether the customer wants a reminder; absent: no appointment
 * @param closedAt when it was closed with or without sale; absent: it was not
 * @param closeReason code of the 販売なしで終了理由; absent: not closed without sale
 * @param closeCategory code of the reason's category
 * @param recontactOn 再連絡日; absent: none agreed
 * @param recontactLead the lead that came of this one by re-contact; absent: none yet
 * @param masterLead マスター アフターセールス リード: the lead it came from; absent: from none
 */
public record LeadState(
        LeadStatus status,
        boolean ended,
        String dealer,
        Instant assignedAt,
        int contactAttempts,
        @Nullable Instant firstContactAttemptedAt,
        @Nullable Instant appointmentAt,
        @Nullable Boolean remindCustomer,
        @Nullable Instant closedAt,
        @Nullable String closeReason,
        @Nullable String closeCategory,
        @Nullable LocalDate recontactOn,
        @Nullable UUID recontactLead,
        @Nullable UUID masterLead) {

    /**
     * After events, of which the first is the lead's creation.
     *
     * @param at the moment; by it the sixty days are over or not
     */
    public static LeadState of(List<Recorded<AftersalesEvent>> events, Instant at) {
        LeadCourse course = LeadCourse.of(events);
        List<LeadPage.Attempt> attempts = course.attempts();
        AppointmentBooked appointment = course.appointment();
        return new LeadState(
                course.statusAt(at),
                course.endedAt(at),
                course.assignments().getLast().dealer(),
                course.assignedAt(),
                attempts.size(),
                attempts.isEmpty() ? null : attempts.getFirst().recordedAt(),
                appointment == null ? null : appointment.appointmentAt(),
                appointment == null ? null : appointment.remindCustomer(),
                course.closedAt(),
                course.closeReason(),
                course.closeCategory(),
                course.recontactOn(),
                course.recontactLead(),
                course.masterLead());
    }
}

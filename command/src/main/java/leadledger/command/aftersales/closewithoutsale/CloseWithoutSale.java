package leadledger.command.aftersales.closewithoutsale;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import leadledger.command.aftersales.AftersalesCommand;
import leadledger.command.aftersales.AftersalesLead;
import leadledger.command.aftersales.AftersalesLead.Course;
import leadledger.command.aftersales.AftersalesLead.Final;
import leadledger.command.aftersales.AftersalesLead.Open;
import leadledger.command.aftersales.AftersalesLead.Unborn;
import leadledger.command.aftersales.ContactAttemptRules;
import leadledger.command.aftersales.LeadAccess;
import leadledger.command.aftersales.ManagementNote;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.command.decision.Input;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.CloseReasons;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The lead came to nothing (販売なしで終了).
 *
 * @param leadId the lead
 * @param actor who says so
 * @param at the server's time
 * @param zone the dealer's zone, in which a day is today
 * @param ending why
 */
public record CloseWithoutSale(LeadId leadId, Actor actor, Instant at, ZoneId zone, Input<Ending> ending)
        implements AftersalesCommand {

    @Override
    public Access access(AftersalesLead lead) {
        return LeadAccess.toWork(lead, actor);
    }

    @Override
    public Decision<AftersalesEvent> decide(AftersalesLead lead) {
        return switch (lead) {
            case Unborn ignored -> Decision.unknownLead();
            case Final ignored -> AftersalesCommand.isFinal();
            case Open open ->
                ContactAttemptRules.checkContactTried(open.course())
                        .map(Decision::<AftersalesEvent>refused)
                        .orElseGet(() -> ending.decide(why -> decide(open.course(), why)));
        };
    }

    private Decision<AftersalesEvent> decide(Course lead, Ending why) {
        String note = ManagementNote.after(lead, why.managementNote());
        List<Refusal> faults = new ArrayList<>();
        if (why.reason().equals(CloseReasons.RE_CONTACT)) {
            faults.add(Refusal.ofValue("AS-50", "re-contact-has-its-own-action", "reason"));
        }
        if (why.reason().equals(CloseReasons.OTHER) && note == null) {
            faults.add(Refusal.ofValue("AS-41", "note-required-with-reason-other", "managementNote"));
        }
        if (why.reason().equals(CloseReasons.NO_LONGER_OWNER) && why.ownershipEndedOn() == null) {
            faults.add(Refusal.ofValue("AS-42", "ownership-end-required", "ownershipEndedOn"));
        }
        if (why.ownershipEndedOn() != null && why.ownershipEndedOn().isAfter(LocalDate.ofInstant(at, zone))) {
            faults.add(Refusal.ofValue("AS-42", "day-in-future", "ownershipEndedOn"));
        }
        return faults.isEmpty()
                ? Decision.accepted(
                        new LeadClosedWithoutSale(why.reason(), why.category(), note, why.ownershipEndedOn()))
                : new Decision.Refused<>(faults);
    }

    /**
     * Why a lead came to nothing.
     *
     * @param reason code of the close reason, which is in use
     * @param category code of its category
     * @param managementNote リード管理ノート; none: the one on the lead stays
     * @param ownershipEndedOn 所有権の終了; none: not said
     */
    public record Ending(
            String reason,
            String category,
            @Nullable String managementNote,
            @Nullable LocalDate ownershipEndedOn) {}
}

package leadledger.command.aftersales.recontact;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import leadledger.command.aftersales.AftersalesCommand;
import leadledger.command.aftersales.AftersalesLead;
import leadledger.command.aftersales.AftersalesLead.Course;
import leadledger.command.aftersales.AftersalesLead.Final;
import leadledger.command.aftersales.AftersalesLead.Known;
import leadledger.command.aftersales.AftersalesLead.Unborn;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Role;
import org.jspecify.annotations.Nullable;

/**
 * A re-contact day has come: a new lead begins for the same dealer, customer and car (AS-51).
 *
 * @param leadId the new lead, {@link #childOf} its master
 * @param actor the service itself
 * @param at the server's time
 * @param reference a new short reference
 * @param master the earlier lead
 * @param inherited the earlier lead's creation, with its vehicle and request details as they stand now
 */
public record CreateRecontactLead(
        LeadId leadId, Actor actor, Instant at, String reference, LeadId master, LeadCreated inherited)
        implements AftersalesCommand {

    /**
     * What a lead's re-contact comes to, if one is agreed and its day has come.
     *
     * @param history the master's events, in order
     * @param at the server's time
     * @param reference a new short reference
     */
    public static Optional<CreateRecontactLead> of(
            List<Recorded<AftersalesEvent>> history, Instant at, String reference) {
        AftersalesLead lead = AftersalesLead.UNBORN;
        for (Recorded<AftersalesEvent> recorded : history) {
            lead = lead.evolve(recorded.event(), recorded.recordedAt(), recorded.actor());
        }
        if (!(lead instanceof Final ended)
                || ended.recontact() == null
                || ended.recontact().child() != null
                || at.isBefore(ended.recontact().dueAt())) {
            return Optional.empty();
        }
        LeadCreated created = (LeadCreated) history.getFirst().event();
        Course course = ended.course();
        return Optional.of(new CreateRecontactLead(
                childOf(course.leadId()),
                AftersalesCommand.SERVICE,
                at,
                reference,
                course.leadId(),
                new LeadCreated(
                        course.leadId(),
                        course.reference(),
                        course.dealer(),
                        created.leadType(),
                        created.source(),
                        created.campaign(),
                        null,
                        course.vin(),
                        course.request(),
                        created.consents())));
    }

    /** The id of the lead that comes of a lead's re-contact: always the same, so that there is one at most (AS-51). */
    public static LeadId childOf(LeadId master) {
        return new LeadId(UUID.nameUUIDFromBytes(("re-contact of " + master).getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public Access access(AftersalesLead lead) {
        return actor.role() == Role.SYSTEM ? Access.GRANTED : Access.UNKNOWN_LEAD;
    }

    @Override
    public Decision<AftersalesEvent> decide(AftersalesLead lead) {
        return switch (lead) {
            case Known ignored -> Decision.accepted();
            case Unborn ignored ->
                Decision.accepted(
                        new LeadCreated(
                                leadId,
                                reference,
                                inherited.dealer(),
                                inherited.leadType(),
                                inherited.source(),
                                inherited.campaign(),
                                null,
                                inherited.vin(),
                                inherited.request(),
                                inherited.consents()),
                        new RecontactedFrom(master));
        };
    }

    @Override
    public @Nullable Instant holdsUntil(AftersalesLead lead) {
        return null;
    }
}

package leadledger.command.aftersales;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import leadledger.command.aftersales.AftersalesLead.ContactAttempt;
import leadledger.command.aftersales.AftersalesLead.Known;
import leadledger.command.aftersales.bookappointment.BookAppointment;
import leadledger.command.aftersales.bookappointment.BookAppointment.Appointment;
import leadledger.command.aftersales.closewithoutsale.CloseWithoutSale;
import leadledger.command.aftersales.closewithoutsale.CloseWithoutSale.Ending;
import leadledger.command.aftersales.closewithsale.CloseWithSale;
import leadledger.command.aftersales.closewithsale.CloseWithSale.Sale;
import leadledger.command.aftersales.correctcontactattempt.CorrectContactAttempt;
import leadledger.command.aftersales.correctcontactattempt.CorrectContactAttempt.Correction;
import leadledger.command.aftersales.dispute.OpenDispute;
import leadledger.command.aftersales.editlead.EditLead;
import leadledger.command.aftersales.editlead.EditLead.Edit;
import leadledger.command.aftersales.editlead.EditLead.RequestEdit;
import leadledger.command.aftersales.reassign.ReassignLead;
import leadledger.command.aftersales.reassign.ReassignLead.Move;
import leadledger.command.aftersales.recontact.Recontact;
import leadledger.command.aftersales.recordcontactattempt.RecordContactAttempt;
import leadledger.command.aftersales.recordcontactattempt.RecordContactAttempt.Attempt;
import leadledger.command.decision.Input;
import leadledger.command.decision.Probed;
import leadledger.command.dispute.NewDispute;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.CloseReasons;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.dispute.DisputeReason;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Vin;
import leadledger.events.sla.Policies;
import leadledger.events.sla.Sla;

/**
 * Which actions a lead would accept now: the commands themselves are asked, with an input that has no fault, so that the
 * answer cannot differ from what would happen.
 */
public final class AftersalesActions {

    private static final Duration SOON = Duration.ofDays(1);
    private static final Vin ANY_CAR = new Vin("WVWZZZ1KZAW000001");
    private static final Edit NO_EDIT = new Edit(
            new RequestEdit(null, null, null, null, null, null, null, null, null, null, null, null, null, null, null),
            null,
            null);

    private AftersalesActions() {}

    /**
     * Probes every action on a lead with this history, for somebody who sees the lead, at a moment.
     *
     * @param policies by which policy each assignment is measured
     */
    public static List<Probed> probe(
            List<Recorded<AftersalesEvent>> history, Actor actor, Instant at, Policies policies) {
        AftersalesLead lead = AftersalesLead.UNBORN;
        for (Recorded<AftersalesEvent> recorded : history) {
            lead = lead.evolve(recorded.event(), recorded.recordedAt(), recorded.actor());
        }
        lead = lead.at(at);
        LeadId leadId = new LeadId(history.getFirst().streamId());
        return List.of(
                Probed.of(
                        "contact-attempts",
                        new RecordContactAttempt(
                                leadId,
                                actor,
                                at,
                                Input.of(new Attempt(ContactChannel.PHONE, ContactOutcome.REACHED, null))),
                        lead),
                Probed.of(
                        "contact-attempts/{number}/correction", correctionOf(lead, leadId, actor, at, policies), lead),
                Probed.of(
                        "appointment",
                        new BookAppointment(leadId, actor, at, Input.of(new Appointment(at.plus(SOON), false))),
                        lead),
                Probed.of(
                        "close-with-sale",
                        new CloseWithSale(leadId, actor, at, Input.of(new Sale(ANY_CAR, "-"))),
                        lead),
                Probed.of(
                        "close-without-sale",
                        new CloseWithoutSale(
                                leadId,
                                actor,
                                at,
                                ZoneOffset.UTC,
                                Input.of(new Ending(CloseReasons.OTHER, "-", "-", null))),
                        lead),
                Probed.of(
                        "re-contact",
                        new Recontact(
                                leadId,
                                actor,
                                at,
                                ZoneOffset.UTC,
                                Input.of(LocalDate.ofInstant(at, ZoneOffset.UTC).plusDays(1))),
                        lead),
                Probed.of("details", new EditLead(leadId, actor, at, Input.of(NO_EDIT)), lead),
                Probed.of(
                        "re-assignment",
                        new ReassignLead(leadId, actor, at, Input.of(new Move(elsewhere(lead), "-"))),
                        lead),
                disputes(lead, leadId, actor, at, policies));
    }

    /** Whether either verdict can be disputed; neither: why the first contact's cannot. */
    private static Probed disputes(AftersalesLead lead, LeadId leadId, Actor actor, Instant at, Policies policies) {
        List<Probed> each = Stream.of(Sla.SLA1, Sla.SLA2)
                .map(sla -> new NewDispute(sla, null, DisputeReason.OTHER, "-", List.of()))
                .map(dispute -> Probed.of(
                        "disputes",
                        new OpenDispute(leadId, actor, at, policies, leadId.value(), Input.of(dispute)),
                        lead))
                .toList();
        return each.stream()
                .filter(probed -> probed.refusals().isEmpty())
                .findFirst()
                .orElse(each.getFirst());
    }

    private static DealerId elsewhere(AftersalesLead lead) {
        DealerId one = new DealerId("ONE");
        return lead instanceof Known known && known.course().dealer().equals(one) ? new DealerId("OTHER") : one;
    }

    private static CorrectContactAttempt correctionOf(
            AftersalesLead lead, LeadId leadId, Actor actor, Instant at, Policies policies) {
        Correction asItStands = switch (lead) {
            case Known known ->
                known.course()
                        .attempt(1)
                        .map(AftersalesActions::unchanged)
                        .orElseGet(() -> new Correction(ContactChannel.PHONE, ContactOutcome.REACHED, null, "-"));
            case AftersalesLead.Unborn ignored ->
                new Correction(ContactChannel.PHONE, ContactOutcome.REACHED, null, "-");
        };
        return new CorrectContactAttempt(leadId, actor, at, 1, Input.of(asItStands), policies);
    }

    private static Correction unchanged(ContactAttempt attempt) {
        return new Correction(attempt.channel(), attempt.outcome(), attempt.madeAt(), "-");
    }
}

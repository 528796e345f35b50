package leadledger.command.aftersales;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.BiFunction;
import leadledger.command.aftersales.bookappointment.BookAppointment;
import leadledger.command.aftersales.bookappointment.BookAppointment.Appointment;
import leadledger.command.aftersales.closewithoutsale.CloseWithoutSale;
import leadledger.command.aftersales.closewithoutsale.CloseWithoutSale.Ending;
import leadledger.command.aftersales.closewithsale.CloseWithSale;
import leadledger.command.aftersales.closewithsale.CloseWithSale.Sale;
import leadledger.command.aftersales.correctcontactattempt.CorrectContactAttempt;
import leadledger.command.aftersales.correctcontactattempt.CorrectContactAttempt.Correction;
import leadledger.command.aftersales.editlead.EditLead;
import leadledger.command.aftersales.editlead.EditLead.Edit;
import leadledger.command.aftersales.editlead.EditLead.RequestEdit;
import leadledger.command.aftersales.reassign.ReassignLead;
import leadledger.command.aftersales.reassign.ReassignLead.Move;
import leadledger.command.aftersales.recontact.Recontact;
import leadledger.command.aftersales.recordcontactattempt.RecordContactAttempt;
import leadledger.command.aftersales.recordcontactattempt.RecordContactAttempt.Attempt;
import leadledger.command.decision.Input;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.sla.SlaPolicy;

/** Every action that people take on a lead, with an input of which nothing is wrong. */
public enum Action {
    RECORD_ATTEMPT(
            "contact-attempts",
            false,
            (actor, at) -> new RecordContactAttempt(
                    LeadStory.LEAD,
                    actor,
                    at,
                    Input.of(new Attempt(ContactChannel.EMAIL, ContactOutcome.REACHED, null)))),
    CORRECT_ATTEMPT(
            "contact-attempts/{number}/correction",
            false,
            (actor, at) -> new CorrectContactAttempt(
                    LeadStory.LEAD,
                    actor,
                    at,
                    1,
                    Input.of(new Correction(ContactChannel.OTHER_MESSAGING, ContactOutcome.REACHED, null, "typo")),
                    SlaPolicy.DEFAULT)),
    BOOK(
            "appointment",
            true,
            (actor, at) ->
                    new BookAppointment(LeadStory.LEAD, actor, at, Input.of(new Appointment(at.plusMillis(1), true)))),
    CLOSE_WITH_SALE(
            "close-with-sale",
            true,
            (actor, at) -> new CloseWithSale(LeadStory.LEAD, actor, at, Input.of(new Sale(LeadStory.CAR, "Bremsen")))),
    CLOSE_WITHOUT_SALE(
            "close-without-sale",
            true,
            (actor, at) -> new CloseWithoutSale(
                    LeadStory.LEAD,
                    actor,
                    at,
                    ZoneOffset.UTC,
                    Input.of(new Ending("TOO_EXPENSIVE", "PRICE", null, null)))),
    RECONTACT("re-contact", true, (actor, at) -> {
        LocalDate tomorrow = LocalDate.ofInstant(at, ZoneOffset.ofHours(9)).plusDays(1);
        return new Recontact(LeadStory.LEAD, actor, at, ZoneOffset.ofHours(9), Input.of(tomorrow));
    }),
    EDIT(
            "details",
            false,
            (actor, at) -> new EditLead(
                    LeadStory.LEAD,
                    actor,
                    at,
                    Input.of(new Edit(
                            new RequestEdit(
                                    null, null, null, null, null, null, null, null, "Kyoto", null, null, null, null,
                                    null, null),
                            null,
                            "rings back")))),
    REASSIGN(
            "re-assignment",
            false,
            (actor, at) -> new ReassignLead(
                    LeadStory.LEAD, actor, at, Input.of(new Move(new DealerId("JP-NAGOYA"), "no answer"))));

    /** As in the address that it is posted to. */
    public final String address;

    /** Whether AS-12 asks for an attempt before it; re-assignment asks for none. */
    public final boolean needsAttempt;

    @SuppressWarnings("ImmutableEnumChecker") // Lambdas that hold nothing.
    private final BiFunction<Actor, Instant, AftersalesCommand> command;

    Action(String address, boolean needsAttempt, BiFunction<Actor, Instant, AftersalesCommand> command) {
        this.address = address;
        this.needsAttempt = needsAttempt;
        this.command = command;
    }

    /** Somebody takes it at a moment. */
    public AftersalesCommand by(Actor actor, Instant at) {
        return command.apply(actor, at);
    }

    /** Whoever may takes it at a moment, on a lead of the dealer in Tokyo. */
    public AftersalesCommand at(Instant at) {
        return by(this == REASSIGN ? LeadStory.HEADQUARTERS : LeadStory.AGENT, at);
    }
}

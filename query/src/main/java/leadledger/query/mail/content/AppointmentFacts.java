package leadledger.query.mail.content;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
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
import leadledger.events.aftersales.AftersalesEvent.OfDispute;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.AftersalesEvent.RecontactLeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactMoved;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.mail.PlannedMail;
import leadledger.events.mail.Recipient;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Vin;
import org.jspecify.annotations.Nullable;

/**
 * What an e-mail about an appointment or a re-contact tells beside its plan, and whom it goes to (AS-22, AS-52).
 *
 * @param leadReference the lead's reference for people
 * @param customerName the customer's name
 * @param customerEmail the customer's address; none: it cannot be written to
 * @param customerLanguage in which the customer is written to
 * @param dealerName the name of the dealer concerned
 * @param dealerEmail the dealer's address; none: it cannot be written to
 * @param dealerZone the dealer's local time
 * @param dealerLanguage in which the dealer is written to
 * @param model what the register calls the car; none: not known
 * @param causedAt when the event that the e-mail follows from was recorded
 */
public record AppointmentFacts(
        String leadReference,
        String customerName,
        @Nullable String customerEmail,
        Locale customerLanguage,
        String dealerName,
        @Nullable String dealerEmail,
        ZoneId dealerZone,
        Locale dealerLanguage,
        @Nullable String model,
        Instant causedAt)
        implements MailFacts {

    /**
     * The facts for an e-mail, by what is known when it is sent: the customer may have corrected name and address since it
     * was planned, the dealer its own. Only what was recorded after the dealer concerned had lost the lead is not told to
     * that dealer, for it no longer sees the lead (AS-65).
     *
     * @param mail the e-mail
     * @param events the lead's history, in order, at least up to the e-mail's cause
     * @param reference reference data
     * @param models what the register calls a car; empty: it does not know it
     */
    public static AppointmentFacts of(
            PlannedMail mail,
            List<Recorded<AftersalesEvent>> events,
            ReferenceLookup reference,
            Function<Vin, Optional<String>> models) {
        DealerId concerned = new DealerId(mail.tenant());
        DealerDefined dealer = reference
                .dealer(concerned)
                .orElseThrow(() -> new IllegalArgumentException("reference data lacks the dealer of a lead"));
        Instant causedAt = events.stream()
                .filter(event -> event.eventId().equals(mail.causeId()))
                .map(Recorded::recordedAt)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the history lacks the cause of the e-mail"));
        Told told = Told.of(
                switch (mail.recipient()) {
                    case CUSTOMER -> events;
                    case DEALER -> seenBy(concerned, events);
                    case OUTLET_MANAGER, OWNER -> throw notThese();
                });
        RequestDetails request = told.request;
        return new AppointmentFacts(
                told.reference,
                request.leadName(),
                request.email(),
                MailLanguage.preferred(request.preferredLanguage(), dealer.market())
                        .locale(),
                dealer.name(),
                dealer.email(),
                dealer.zone(),
                MailLanguage.ofMarket(dealer.market()).locale(),
                told.vin == null ? null : models.apply(told.vin).orElse(null),
                causedAt);
    }

    /** The history up to where a dealer lost the lead for the last time; all of it if it still has the lead. */
    private static List<Recorded<AftersalesEvent>> seenBy(DealerId dealer, List<Recorded<AftersalesEvent>> events) {
        int end = 0;
        DealerId assigned = null;
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).event() instanceof LeadCreated created) {
                assigned = created.dealer();
            } else if (events.get(i).event() instanceof LeadReassigned moved) {
                assigned = moved.dealer();
            }
            if (dealer.equals(assigned)) {
                end = i + 1;
            }
        }
        return events.subList(0, end);
    }

    /** What a history tells of the customer and the car. */
    private record Told(
            String reference,
            RequestDetails request,
            @Nullable Vin vin) {

        static Told of(List<Recorded<AftersalesEvent>> events) {
            if (events.isEmpty() || !(events.getFirst().event() instanceof LeadCreated created)) {
                throw new IllegalArgumentException("a lead begins with its creation");
            }
            Told told = new Told(created.reference(), created.request(), created.vin());
            for (Recorded<AftersalesEvent> recorded : events) {
                told = switch (recorded.event()) {
                    case LeadEdited edited -> new Told(told.reference, edited.request(), edited.vin());
                    case LeadClosedWithSale closed -> new Told(told.reference, told.request, closed.vin());
                    case LeadCreated ignored -> told;
                    case OfDispute ignored -> told;
                    case ContactAttemptRecorded ignored -> told;
                    case ContactAttemptCorrected ignored -> told;
                    case AppointmentBooked ignored -> told;
                    case LeadClosedWithoutSale ignored -> told;
                    case RecontactAgreed ignored -> told;
                    case RecontactMoved ignored -> told;
                    case RecontactLeadCreated ignored -> told;
                    case RecontactedFrom ignored -> told;
                    case LeadLost ignored -> told;
                    case BookingBecameFinal ignored -> told;
                    case LeadReassigned ignored -> told;
                };
            }
            return told;
        }
    }

    private static IllegalArgumentException notThese() {
        return new IllegalArgumentException("e-mails about an appointment go to those who meet there");
    }

    @Override
    public @Nullable String addressOf(Recipient recipient) {
        return switch (recipient) {
            case CUSTOMER -> customerEmail;
            case DEALER -> dealerEmail;
            case OUTLET_MANAGER, OWNER -> throw notThese();
        };
    }

    @Override
    public Locale languageOf(Recipient recipient) {
        return switch (recipient) {
            case CUSTOMER -> customerLanguage;
            case DEALER -> dealerLanguage;
            case OUTLET_MANAGER, OWNER -> throw notThese();
        };
    }
}

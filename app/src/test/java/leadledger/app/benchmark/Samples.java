package leadledger.app.benchmark;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import leadledger.command.aftersales.AftersalesCommand;
import leadledger.command.aftersales.correctcontactattempt.CorrectContactAttempt;
import leadledger.command.aftersales.correctcontactattempt.CorrectContactAttempt.Correction;
import leadledger.command.aftersales.createlead.CreateLead;
import leadledger.command.aftersales.createlead.CreateLead.NewLead;
import leadledger.command.decision.Input;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.aftersales.LeadType;
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.ledger.LedgerMetaData;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Consents;
import leadledger.events.shared.Consents.Consent;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Role;
import leadledger.events.shared.Vin;
import leadledger.events.sla.SlaPolicy;
import org.axonframework.messaging.MetaData;

/** Leads like those of the service: about a kilobyte for a creation, a hundred bytes for an attempt. */
final class Samples {

    private static final Actor HEADQUARTERS = Actor.ofHeadquarters("hq-1", new MarketId("JP"));
    private static final int DEALERS = 50;
    private static final List<Instant> PREFERRED =
            List.of(Instant.parse("2026-12-01T01:00:00Z"), Instant.parse("2026-12-02T04:30:00Z"));
    private static final List<DealerId> DEALER_IDS = IntStream.range(0, DEALERS)
            .mapToObj(number -> new DealerId("JP-%03d".formatted(number)))
            .toList();
    private static final Consents CONSENTS = consents();

    private Samples() {}

    private static Consents consents() {
        Map<Consents.Kind, Consent> given = new EnumMap<>(Consents.Kind.class);
        for (Consents.Kind kind :
                List.of(Consents.Kind.DIRECT_MARKETING, Consents.Kind.EMAIL, Consents.Kind.PHONE, Consents.Kind.POST)) {
            given.put(kind, new Consent(kind != Consents.Kind.POST, LocalDate.of(2026, 3, 14)));
        }
        return new Consents(given);
    }

    static DealerId dealer(int number) {
        return DEALER_IDS.get(number % DEALERS);
    }

    static Actor agent(int number) {
        return Actor.ofDealer("agent-7", Role.AFTERSALES_AGENT, dealer(number));
    }

    static CreateLead create(LeadId lead, int number, Instant at) {
        return new CreateLead(
                lead,
                HEADQUARTERS,
                at,
                reference(number),
                Input.of(new NewLead(
                        dealer(number),
                        LeadType.HQ_DRIVEN,
                        "CRM",
                        "SHAKEN-2026",
                        "車検のご案内",
                        vin(number),
                        request(number),
                        CONSENTS)));
    }

    /** A command that any lead with a first attempt accepts, whatever was corrected before. */
    static AftersalesCommand correct(LeadId lead, int number, Instant at, boolean toPhone) {
        return new CorrectContactAttempt(
                lead,
                agent(number),
                at,
                1,
                Input.of(new Correction(
                        toPhone ? ContactChannel.PHONE : ContactChannel.EMAIL,
                        ContactOutcome.REACHED,
                        null,
                        "the wrong button")),
                SlaPolicy.DEFAULT);
    }

    /** The events of a lead: a creation, one attempt, and then corrections that take turns between two channels. */
    static AftersalesEvent event(LeadId lead, int number, int sequence) {
        return switch (sequence) {
            case 0 -> created(lead, number);
            case 1 -> attempt(1, null);
            default ->
                new ContactAttemptCorrected(
                        1,
                        sequence % 2 == 0 ? ContactChannel.EMAIL : ContactChannel.PHONE,
                        ContactOutcome.REACHED,
                        null,
                        "the wrong button");
        };
    }

    static ContactAttemptRecorded attempt(int attempt, Instant madeAt) {
        return new ContactAttemptRecorded(attempt, ContactChannel.PHONE, ContactOutcome.REACHED, madeAt);
    }

    static LeadCreated created(LeadId lead, int number) {
        return new LeadCreated(
                lead,
                reference(number),
                dealer(number),
                LeadType.HQ_DRIVEN,
                "CRM",
                "SHAKEN-2026",
                "車検のご案内",
                vin(number),
                request(number),
                CONSENTS);
    }

    static MetaData metaData(int number) {
        return LedgerMetaData.of(
                agent(number).ledgerForm(), dealer(number).value(), UUID.randomUUID(), UUID.randomUUID());
    }

    private static String reference(int number) {
        return "AL-2026-" + sixDigits(number);
    }

    /** Formatting costs more than a command. */
    private static String sixDigits(int number) {
        return Integer.toString(1_000_000 + number % 1_000_000).substring(1);
    }

    private static Vin vin(int number) {
        return new Vin("WVWZZZ1KZAW" + sixDigits(number));
    }

    private static RequestDetails request(int number) {
        return new RequestDetails(
                "太郎",
                "山田" + number % 1_000,
                "taro.yamada" + number % 1_000 + "@example.jp",
                "+81 3 1234 5678",
                null,
                "ja",
                "JP",
                "東京都",
                "千代田区",
                "100-0001",
                "車検について教えてください。",
                "車検の見積もり",
                PREFERRED,
                "平日の午前中を希望します。",
                null);
    }
}

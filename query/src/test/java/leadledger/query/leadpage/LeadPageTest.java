package leadledger.query.leadpage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadEdited;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.AftersalesEvent.RecontactLeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactMoved;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.aftersales.LeadStatus;
import leadledger.events.reference.ReferenceEvent.VehicleRegistered;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Role;
import leadledger.events.shared.Vin;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaEvaluator;
import leadledger.events.sla.SlaFacts;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaVerdict;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.query.lead.LeadActions.ActionState;
import leadledger.query.lead.LeadReader.LeadAsOf;
import leadledger.query.testing.LeadDraft;
import leadledger.query.testing.RecordedLead;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The sections of a lead's page, folded from its events. */
class LeadPageTest {

    private static final Instant ASSIGNED = Instant.parse("2026-11-22T09:00:00Z");
    private static final Instant DEADLINE = Instant.parse("2026-11-23T09:00:00Z");
    private static final String OTHER_VIN = "ZFA31200000123456";
    private static final String AGENT = "AFTERSALES_AGENT/u-1";
    private static final Actor HQ = Actor.ofHeadquarters("h-1", new MarketId("JP"));
    private static final List<ActionState> ACTIONS = List.of(new ActionState("appointment", true, List.of()));

    private static RecordedLead created() {
        return new RecordedLead()
                .then(
                        ASSIGNED,
                        "INTAKE/web",
                        LeadDraft.of("JP-OSAKA")
                                .named("山田")
                                .firstName("太郎")
                                .vin("JT2BF22K1W0123456")
                                .created());
    }

    private static RecordedLead attempted(Instant stamp) {
        return created()
                .then(
                        stamp,
                        AGENT,
                        new ContactAttemptRecorded(1, ContactChannel.PHONE, ContactOutcome.NOT_REACHED, ASSIGNED));
    }

    private static LeadPage page(RecordedLead lead, Instant asOf) {
        return page(lead, asOf, HQ);
    }

    private static LeadPage page(RecordedLead lead, Instant asOf, Actor reader) {
        List<SlaVerdict> verdicts =
                SlaEvaluator.evaluate(lead.events(), SlaPolicy.DEFAULT, asOf).newest();
        LeadAsOf read = new LeadAsOf(
                new LeadId(lead.events().getFirst().streamId()), dealerAt(lead, asOf), asOf, known(lead, asOf));
        return LeadPage.of(read, verdicts, reader, ACTIONS, null);
    }

    private static List<Recorded<AftersalesEvent>> known(RecordedLead lead, Instant asOf) {
        return lead.events().stream()
                .filter(event -> !event.recordedAt().isAfter(asOf))
                .toList();
    }

    private static DealerId dealerAt(RecordedLead lead, Instant asOf) {
        return SlaFacts.of(lead.events(), asOf).newest().orElseThrow().dealer();
    }

    private static Actor agentOf(String dealer) {
        return Actor.ofDealer("u-7", Role.AFTERSALES_AGENT, new DealerId(dealer));
    }

    @Test
    @DisplayName("AS-01: Given a creation, then all sections are filled from it and the first contact is open")
    void creation() {
        LeadPage page = page(created(), ASSIGNED.plus(Duration.ofHours(23)));

        assertThat(page.version()).isEqualTo(1);
        assertThat(page.dealer()).isEqualTo("JP-OSAKA");
        assertThat(page.reference()).startsWith("AL-2026-");
        assertThat(page.details().status()).isEqualTo(LeadStatus.ASSIGNED_TO_DEALER);
        assertThat(page.details().createdAt()).isEqualTo(ASSIGNED);
        assertThat(page.details().assignedAt()).isEqualTo(ASSIGNED);
        assertThat(page.details().source()).isEqualTo("WEB");
        assertThat(page.details().campaign()).isEqualTo("SPRING");
        assertThat(page.request().leadName()).isEqualTo("山田 太郎");
        assertThat(page.request().details().email()).isEqualTo("yamada@example.jp");
        assertThat(page.request().appointmentAt()).isNull();
        assertThat(page.request().remindCustomer()).isNull();
        assertThat(page.vehicle().vin()).isEqualTo("JT2BF22K1W0123456");
        assertThat(page.qualification())
                .isEqualTo(new LeadPage.Qualification(List.of(), null, null, null, null, null, null, null));
        assertThat(page.verdicts())
                .containsExactly(
                        new VerdictInShort(Sla.SLA1, Result.RUNNING, false, DEADLINE),
                        new VerdictInShort(Sla.SLA2, Result.RUNNING, false, DEADLINE.plus(Duration.ofDays(9))));
        assertThat(page.allowedActions()).isEqualTo(ACTIONS);
    }

    @Test
    @DisplayName("Days since creation are whole 24 hours up to the moment shown")
    void daysSinceCreation() {
        assertThat(page(created(), DEADLINE.minusMillis(1)).details().daysSinceCreation())
                .isZero();
        assertThat(page(created(), DEADLINE).details().daysSinceCreation()).isEqualTo(1);
    }

    @Test
    @DisplayName("AS-11: Given a first attempt, then its stamp and whether it was in time stand on the page")
    void firstAttempt() {
        LeadPage inTime = page(attempted(DEADLINE), DEADLINE);
        LeadPage late = page(attempted(DEADLINE.plusMillis(1)), DEADLINE.plusMillis(1));

        assertThat(inTime.qualification().firstContactAttemptedAt()).isEqualTo(DEADLINE);
        assertThat(inTime.qualification().firstContactWithinSla()).isTrue();
        assertThat(late.qualification().firstContactWithinSla()).isFalse();
        assertThat(late.verdicts().getFirst().differsByClaimedTime()).isTrue();
    }

    @Test
    @DisplayName("SL-21: Given another policy, then the page says of the first contact what the verdict beside it says")
    void withinAsTheVerdictSays() {
        RecordedLead lead = attempted(DEADLINE.plusMillis(1));
        SlaPolicy byClaim = SlaPolicy.DEFAULT.onOtherBasis();
        List<SlaVerdict> verdicts = SlaEvaluator.evaluate(lead.events(), byClaim, DEADLINE.plusMillis(1))
                .newest();
        LeadAsOf read = new LeadAsOf(
                new LeadId(lead.events().getFirst().streamId()),
                new DealerId("JP-OSAKA"),
                DEADLINE.plusMillis(1),
                lead.events());

        LeadPage page = LeadPage.of(read, verdicts, HQ, ACTIONS, null);

        assertThat(page.verdicts().getFirst().result()).isEqualTo(Result.MET);
        assertThat(page.qualification().firstContactWithinSla()).isTrue();
        assertThat(page.qualification().closedWithinSla()).as("still running").isNull();
    }

    @Test
    @DisplayName("AS-11: Given no attempt in time, then the page says that it is too late")
    void neverAttempted() {
        LeadPage page = page(created(), DEADLINE.plusMillis(1));

        assertThat(page.qualification().firstContactAttemptedAt()).isNull();
        assertThat(page.qualification().firstContactWithinSla()).isFalse();
    }

    @Test
    @DisplayName("AS-13: Given corrections, then each attempt shows what holds now and keeps its stamp")
    void corrections() {
        Instant stamp = ASSIGNED.plusSeconds(60);
        RecordedLead lead = attempted(stamp)
                .then(
                        stamp.plusSeconds(1),
                        AGENT,
                        new ContactAttemptRecorded(2, ContactChannel.EMAIL, ContactOutcome.REACHED, null))
                .then(
                        stamp.plusSeconds(2),
                        AGENT,
                        new ContactAttemptCorrected(
                                1, ContactChannel.TEXT_MESSAGE, ContactOutcome.REACHED, null, "mistyped"));

        assertThat(page(lead, DEADLINE).qualification().attempts())
                .containsExactly(
                        new LeadPage.Attempt(1, ContactChannel.TEXT_MESSAGE, ContactOutcome.REACHED, stamp, null, true),
                        new LeadPage.Attempt(
                                2, ContactChannel.EMAIL, ContactOutcome.REACHED, stamp.plusSeconds(1), null, false));
    }

    @Test
    @DisplayName("AS-20, AS-21: Given appointments, then the newest one stands on the page and the status is booked")
    void appointments() {
        Instant first = Instant.parse("2026-12-01T01:00:00Z");
        Instant second = Instant.parse("2026-12-02T01:00:00Z");
        RecordedLead lead = attempted(ASSIGNED)
                .then(ASSIGNED, AGENT, new AppointmentBooked(first, true))
                .then(ASSIGNED, AGENT, new AppointmentBooked(second, false));

        LeadPage page = page(lead, DEADLINE);

        assertThat(page.details().status()).isEqualTo(LeadStatus.BOOKED);
        assertThat(page.request().appointmentAt()).isEqualTo(second);
        assertThat(page.request().remindCustomer()).isFalse();
        assertThat(page.version()).isEqualTo(4);
    }

    @Test
    @DisplayName(
            "SL-01 cases 9 and 10, AS-61 to AS-64: The very moment of the deadline is in time; a millisecond later the page shows the lapse")
    void lapse() {
        Instant deadline = ASSIGNED.plus(Duration.ofDays(60));
        RecordedLead booked = attempted(ASSIGNED).then(ASSIGNED, AGENT, new AppointmentBooked(deadline, true));

        assertThat(page(created(), deadline).details().status()).isEqualTo(LeadStatus.ASSIGNED_TO_DEALER);
        assertThat(page(created(), deadline).details().ended()).isFalse();
        assertThat(page(created(), deadline.plusMillis(1)).details().status()).isEqualTo(LeadStatus.SALES_LOST);
        assertThat(page(created(), deadline.plusMillis(1)).details().ended()).isTrue();
        assertThat(page(booked, deadline.plusMillis(1)).details().status()).isEqualTo(LeadStatus.BOOKED);
        assertThat(page(booked, deadline).details().ended()).isFalse();
        assertThat(page(booked, deadline.plusMillis(1)).details().ended()).isTrue();
    }

    @Test
    @DisplayName(
            "AS-42: A close without sale shows reason, category, note, end of ownership, and whether it was in time")
    void closedWithoutSale() {
        Instant inTime = ASSIGNED.plus(Duration.ofDays(10));
        LocalDate ended = LocalDate.parse("2026-11-01");
        LeadClosedWithoutSale close = new LeadClosedWithoutSale("NO_LONGER_OWNER", "CAR", "sold", ended);

        LeadPage page = page(attempted(ASSIGNED).then(inTime, AGENT, close), inTime);
        LeadPage late = page(attempted(ASSIGNED).then(inTime.plusMillis(1), AGENT, close), inTime.plusMillis(1));

        assertThat(page.details().status()).isEqualTo(LeadStatus.CLOSED_WITHOUT_SALE);
        assertThat(page.vehicle()).isEqualTo(LeadPage.VehicleDetails.of("JT2BF22K1W0123456", ended, null));
        assertThat(page.qualification().closeReason()).isEqualTo("NO_LONGER_OWNER");
        assertThat(page.qualification().closeCategory()).isEqualTo("CAR");
        assertThat(page.qualification().managementNote()).isEqualTo("sold");
        assertThat(page.qualification().closedAt()).isEqualTo(inTime);
        assertThat(page.qualification().closedWithinSla()).isTrue();
        assertThat(late.qualification().closedWithinSla()).isFalse();
    }

    @Test
    @DisplayName("AS-30: A close with sale sets the car and the note")
    void closedWithSale() {
        LeadPage page = page(
                attempted(ASSIGNED).then(ASSIGNED, AGENT, new LeadClosedWithSale(new Vin(OTHER_VIN), "done")),
                DEADLINE);

        assertThat(page.details().status()).isEqualTo(LeadStatus.CLOSED_WITH_SALE);
        assertThat(page.vehicle().vin()).isEqualTo(OTHER_VIN);
        assertThat(page.qualification().managementNote()).isEqualTo("done");
        assertThat(page.qualification().closeReason()).isNull();
    }

    @Test
    @DisplayName("AS-51, AS-52: From the master one reaches the child, from the child the master, with the flag")
    void recontact() {
        LeadId child = new LeadId(new UUID(7, 7));
        LocalDate day = LocalDate.parse("2027-04-01");
        RecordedLead master = attempted(ASSIGNED)
                .then(ASSIGNED, AGENT, new RecontactAgreed(day.minusDays(5), DEADLINE))
                .then(ASSIGNED, AGENT, new RecontactMoved(day, DEADLINE));

        LeadPage agreed = page(master, DEADLINE);
        LeadPage made = page(master.then(DEADLINE, "SYSTEM/deadlines", new RecontactLeadCreated(child)), DEADLINE);
        LeadPage born = page(created().then(ASSIGNED, "SYSTEM/deadlines", new RecontactedFrom(child)), DEADLINE);

        assertThat(agreed.details().status()).isEqualTo(LeadStatus.CLOSED_WITHOUT_SALE);
        assertThat(agreed.details().recontacted()).isFalse();
        assertThat(agreed.details().recontactLead()).isNull();
        assertThat(agreed.request().recontactOn()).isEqualTo(day);
        assertThat(agreed.qualification().closeReason()).isEqualTo("RE_CONTACT");
        assertThat(agreed.qualification().closeCategory()).isEqualTo("NOT_INTERESTED_NOW");
        assertThat(made.details().recontactLead()).isEqualTo(child.value());
        assertThat(born.details().recontacted()).isTrue();
        assertThat(born.details().masterLead()).isEqualTo(child.value());
    }

    @Test
    @DisplayName("AS-70: Edited request details, car and note stand on the page")
    void edit() {
        LeadPage page = page(
                created()
                        .then(
                                ASSIGNED,
                                AGENT,
                                new LeadEdited(
                                        LeadDraft.of("JP-OSAKA")
                                                .named("髙橋")
                                                .created()
                                                .request(),
                                        new Vin(OTHER_VIN),
                                        "call at noon")),
                DEADLINE);

        assertThat(page.request().leadName()).isEqualTo("髙橋");
        assertThat(page.vehicle().vin()).isEqualTo(OTHER_VIN);
        assertThat(page.qualification().managementNote()).isEqualTo("call at noon");
    }

    @Test
    @DisplayName("AS-65: A moved lead shows the newest dealer's attempts and clocks; the earlier ones stand apart, the"
            + " appointment is gone, and the customer's wait goes on from the first assignment")
    void reassignment() {
        Instant movedAt = ASSIGNED.plus(Duration.ofDays(5));
        Instant deadline = movedAt.plus(Duration.ofDays(60));
        RecordedLead untried = created().then(movedAt, "HQ/h-1", new LeadReassigned(new DealerId("JP-TOKYO"), "idle"));
        RecordedLead tried = attempted(ASSIGNED.plusSeconds(60))
                .then(ASSIGNED.plusSeconds(70), AGENT, new AppointmentBooked(DEADLINE, true))
                .then(movedAt, "HQ/h-1", new LeadReassigned(new DealerId("JP-TOKYO"), "idle"));

        LeadPage waiting = page(untried, movedAt.plusSeconds(5));
        LeadPage page = page(tried, movedAt.plusSeconds(5));

        assertThat(waiting.assignments().customerWait())
                .isEqualTo(new LeadPage.CustomerWait(
                        ASSIGNED, null, Duration.ofDays(5).plusSeconds(5)));
        assertThat(page.assignments().customerWait())
                .isEqualTo(new LeadPage.CustomerWait(ASSIGNED, ASSIGNED.plusSeconds(60), Duration.ofSeconds(60)));
        assertThat(page.details().status()).isEqualTo(LeadStatus.ASSIGNED_TO_DEALER);
        assertThat(page.details().createdAt()).isEqualTo(ASSIGNED);
        assertThat(page.details().assignedAt()).isEqualTo(movedAt);
        assertThat(page.request().appointmentAt()).isNull();
        assertThat(page.request().remindCustomer()).isNull();
        assertThat(page.qualification().attempts()).isEmpty();
        assertThat(page.qualification().firstContactWithinSla()).isNull();
        assertThat(page.assignments().list())
                .containsExactly(
                        new LeadPage.Assignment(
                                "JP-OSAKA",
                                ASSIGNED,
                                movedAt,
                                null,
                                List.of(new LeadPage.Attempt(
                                        1,
                                        ContactChannel.PHONE,
                                        ContactOutcome.NOT_REACHED,
                                        ASSIGNED.plusSeconds(60),
                                        ASSIGNED,
                                        false))),
                        new LeadPage.Assignment("JP-TOKYO", movedAt, null, "idle", List.of()));
        assertThat(page(tried, deadline).details().ended()).isFalse();
        assertThat(page(tried, deadline.plusMillis(1)).details().status()).isEqualTo(LeadStatus.SALES_LOST);
    }

    @Test
    @DisplayName(
            "AC-01, AS-65: Given a moved lead, then a dealer sees nothing of what another one did with it, whatever"
                    + " moment it asks for; how long the customer waited is told to all")
    void othersWork() {
        Instant movedAt = ASSIGNED.plus(Duration.ofDays(2));
        Instant movedBack = ASSIGNED.plus(Duration.ofDays(4));
        RecordedLead lead = attempted(ASSIGNED.plusSeconds(60))
                .then(ASSIGNED.plusSeconds(70), AGENT, new AppointmentBooked(DEADLINE, true))
                .then(movedAt, "HQ/h-1", new LeadReassigned(new DealerId("JP-TOKYO"), "idle"));

        LeadPage now = page(lead, movedAt, agentOf("JP-TOKYO"));
        assertThat(now.assignments().list())
                .extracting(LeadPage.Assignment::dealer)
                .containsExactly("JP-TOKYO");
        assertThat(now.assignments().customerWait().waited()).isEqualTo(Duration.ofSeconds(60));
        assertThat(now.verdicts()).extracting(VerdictInShort::deadline).contains(movedAt.plus(Duration.ofDays(1)));

        LeadPage before = page(lead, movedAt.minusMillis(1), agentOf("JP-TOKYO"));
        assertThat(before.assignments().list()).isEmpty();
        assertThat(before.verdicts()).isEmpty();
        assertThat(before.request().appointmentAt()).isNull();
        assertThat(before.qualification())
                .isEqualTo(new LeadPage.Qualification(List.of(), null, null, null, null, null, null, null));
        assertThat(page(lead, movedAt.minusMillis(1)).verdicts())
                .as("headquarters see it")
                .hasSize(2);

        lead.then(movedBack, "HQ/h-1", new LeadReassigned(new DealerId("JP-OSAKA"), "their customer"));
        assertThat(page(lead, movedBack, agentOf("JP-OSAKA")).assignments().list())
                .as("both times that it had the lead")
                .extracting(LeadPage.Assignment::assignedAt)
                .containsExactly(ASSIGNED, movedBack);
    }

    @Test
    @DisplayName(
            "AS-70: vehicle details fill themselves from the register; an unknown VIN says so; no VIN says nothing")
    void vehicleFromTheRegister() {
        LocalDate warranted = LocalDate.of(2024, 4, 1);
        VehicleRegistered known = new VehicleRegistered(
                new Vin("ZAM57XSA0E1111111"),
                "Ghibli",
                warranted,
                warranted.plusYears(3),
                "Extended",
                null,
                null,
                9_000,
                31_000,
                warranted.plusYears(2));

        LeadPage.VehicleDetails filled = LeadPage.VehicleDetails.of("ZAM57XSA0E1111111", null, known);
        assertThat(filled.registered()).isTrue();
        assertThat(filled.modelDescription()).isEqualTo("Ghibli");
        assertThat(filled.currentMileage()).isEqualTo(31_000);
        assertThat(filled.ownershipEndedOn()).isEqualTo(warranted.plusYears(2));
        assertThat(LeadPage.VehicleDetails.of("ZAM57XSA0E1111111", warranted, known)
                        .ownershipEndedOn())
                .as("said at the close (AS-42)")
                .isEqualTo(warranted);
        assertThat(LeadPage.VehicleDetails.of("ZAM57XSA0E1111111", null, null).registered())
                .isFalse();
        assertThat(LeadPage.VehicleDetails.of(null, null, null).registered()).isNull();
    }

    @Test
    @DisplayName(
            "SL-22: Given an effective moment, then the page shows what had happened by it, with the version of what is known")
    void effectiveMoment() {
        Instant asOf = ASSIGNED.plus(Duration.ofDays(70));
        RecordedLead lead = attempted(ASSIGNED.plus(Duration.ofHours(30)))
                .then(ASSIGNED.plus(Duration.ofDays(2)), AGENT, new AppointmentBooked(DEADLINE, false));
        LeadAsOf read = new LeadAsOf(
                        new LeadId(lead.events().getFirst().streamId()), dealerAt(lead, asOf), asOf, known(lead, asOf))
                .effectiveAt(ASSIGNED.plus(Duration.ofHours(1)).toString());

        LeadPage page = LeadPage.of(read, List.of(), HQ, ACTIONS, null);

        assertThat(page.asOf()).isEqualTo(asOf);
        assertThat(page.effective()).isEqualTo(ASSIGNED.plus(Duration.ofHours(1)));
        assertThat(page.version()).isEqualTo(3);
        assertThat(page.details().status()).isEqualTo(LeadStatus.ASSIGNED_TO_DEALER);
        assertThat(page.details().ended()).isFalse();
        assertThat(page.details().daysSinceCreation()).isZero();
        assertThat(page.qualification().attempts())
                .as("claimed to have been made by then")
                .hasSize(1);
        assertThat(page.request().appointmentAt()).isNull();
    }
}

package leadledger.command.aftersales.createlead;

import static leadledger.command.aftersales.LeadStory.AGENT;
import static leadledger.command.aftersales.LeadStory.ASSIGNED;
import static leadledger.command.aftersales.LeadStory.LEAD;
import static leadledger.command.aftersales.LeadStory.MANAGER;
import static leadledger.command.aftersales.LeadStory.OSAKA;
import static leadledger.command.aftersales.LeadStory.REFERENCE;
import static leadledger.command.aftersales.LeadStory.TOKYO;
import static leadledger.command.aftersales.LeadStory.actor;
import static leadledger.command.aftersales.LeadStory.lead;
import static leadledger.command.aftersales.LeadStory.leadWithAttempts;
import static leadledger.command.aftersales.LeadStory.minute;
import static leadledger.command.aftersales.LeadStory.nothing;
import static leadledger.events.aftersales.LeadType.CUSTOMER_DRIVEN;
import static leadledger.events.aftersales.LeadType.HQ_DRIVEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import leadledger.command.aftersales.AftersalesLead;
import leadledger.command.aftersales.AftersalesLead.Assigned;
import leadledger.command.aftersales.AftersalesLead.Course;
import leadledger.command.aftersales.LeadStory;
import leadledger.command.aftersales.LeadStory.Then;
import leadledger.command.aftersales.createlead.CreateLead.NewLead;
import leadledger.command.decision.Decision;
import leadledger.command.decision.Input;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.LeadType;
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Consents;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
import leadledger.events.shared.Vin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("AS-01: a lead is created and assigned to a dealer")
class CreateLeadTest {

    private static final Actor HEADQUARTERS = actor(Role.HQ);
    private static final Actor WEB_FORM = actor(Role.INTAKE);
    private static final Vin CAR = new Vin("ZFA31200000123456");
    private static final RequestDetails REQUEST = new RequestDetails(
            "太郎",
            "山田",
            "taro@example.com",
            "+81 3 0000 0000",
            null,
            "ja",
            "JP",
            "東京都",
            "港区",
            "105-0001",
            "点検",
            "オイル交換",
            List.of(minute(600)),
            null,
            null);
    private static final Consents CONSENTS =
            new Consents(Map.of(Consents.Kind.EMAIL, new Consents.Consent(true, LocalDate.parse("2026-03-01"))));
    private static final Refusal WRONG_TYPE = Refusal.ofValue("AS-04", "lead-type-not-yours", "leadType");
    private static final Refusal WRONG_SOURCE = Refusal.ofValue("AS-04", "spontaneous-is-the-dealers-source", "source")
            .with("source", "SPONTANEOUS");
    private static final Refusal VIN_REQUIRED = Refusal.ofValue("AS-03", "vin-required", "vin");
    private static final Refusal NOT_YOUR_DEALER = Refusal.ofValue("AC-02", "field-not-yours-to-set", "dealer");

    private static NewLead aLead(DealerId dealer, LeadType type, String source, @Nullable Vin vin) {
        return new NewLead(dealer, type, source, "SERVICE_REMINDER", "春の点検", vin, REQUEST, CONSENTS);
    }

    private static CreateLead create(Actor actor, Input<NewLead> newLead) {
        return new CreateLead(LEAD, actor, ASSIGNED, REFERENCE, newLead);
    }

    private static Then whenCreated(Actor actor, NewLead newLead) {
        return nothing().when(create(actor, Input.of(newLead)));
    }

    private static LeadCreated created(NewLead newLead) {
        return new LeadCreated(
                LEAD,
                REFERENCE,
                newLead.dealer(),
                newLead.leadType(),
                newLead.source(),
                "SERVICE_REMINDER",
                "春の点検",
                newLead.vin(),
                REQUEST,
                CONSENTS);
    }

    private static void accepts(Actor actor, NewLead newLead) {
        whenCreated(actor, newLead).happened(created(newLead));
    }

    @Test
    @DisplayName(
            "AS-01: it starts assigned to its dealer at the moment of recording, with no attempt, whatever made it")
    void itStartsAssigned() {
        for (LeadType type : LeadType.values()) {
            LeadCreated event = created(aLead(TOKYO, type, "WEB_FORM", CAR));
            AftersalesLead state = AftersalesLead.UNBORN.evolve(event, minute(3), "");
            assertThat(state)
                    .isEqualTo(new Assigned(new Course(
                            LEAD,
                            REFERENCE,
                            TOKYO,
                            type,
                            minute(3),
                            List.of(),
                            REQUEST,
                            CAR,
                            null,
                            LeadStory.measured(state))));
        }
    }

    @Nested
    @DisplayName("AS-04: who creates")
    class WhoCreates {

        @Test
        void headquartersCreateHqDrivenLeadsForAnyDealer() {
            accepts(HEADQUARTERS, aLead(TOKYO, HQ_DRIVEN, "CAR_PARK", CAR));
            accepts(HEADQUARTERS, aLead(OSAKA, HQ_DRIVEN, "CAR_PARK", CAR));
        }

        @Test
        void intakeMachinesCreateCustomerDrivenLeadsForAnyDealer() {
            accepts(WEB_FORM, aLead(TOKYO, CUSTOMER_DRIVEN, "WEB_FORM", CAR));
            accepts(WEB_FORM, aLead(OSAKA, CUSTOMER_DRIVEN, "OWNER_APP", null));
        }

        @Test
        void aDealersAgentAndManagerCreateSpontaneousLeadsForTheirOwnDealer() {
            accepts(AGENT, aLead(TOKYO, CUSTOMER_DRIVEN, "SPONTANEOUS", null));
            accepts(MANAGER, aLead(TOKYO, CUSTOMER_DRIVEN, "SPONTANEOUS", CAR));
        }

        @ParameterizedTest
        @EnumSource(names = {"AUDITOR", "ADMIN", "SYSTEM"})
        void nobodyElseDoesWhateverTheInput(Role role) {
            whenCreated(actor(role), aLead(TOKYO, CUSTOMER_DRIVEN, "WEB_FORM", null))
                    .refused(Refusal.ofRole("AS-04"));
            nothing()
                    .when(create(actor(role), Input.faulty(List.of(VIN_REQUIRED))))
                    .refused(Refusal.ofRole("AS-04"));
        }

        @Test
        void headquartersCreateNoCustomerDrivenLeads() {
            whenCreated(HEADQUARTERS, aLead(TOKYO, CUSTOMER_DRIVEN, "CAR_PARK", CAR))
                    .refused(WRONG_TYPE);
        }

        @Test
        void intakeMachinesAndDealersCreateNoHqDrivenLeads() {
            whenCreated(WEB_FORM, aLead(TOKYO, HQ_DRIVEN, "WEB_FORM", CAR)).refused(WRONG_TYPE);
            whenCreated(AGENT, aLead(TOKYO, HQ_DRIVEN, "SPONTANEOUS", CAR)).refused(WRONG_TYPE);
        }

        @Test
        @DisplayName("a dealer's lead is recognisable as such: SPONTANEOUS is its source, and nobody else's")
        void spontaneous() {
            whenCreated(AGENT, aLead(TOKYO, CUSTOMER_DRIVEN, "WEB_FORM", null)).refused(WRONG_SOURCE);
            whenCreated(WEB_FORM, aLead(TOKYO, CUSTOMER_DRIVEN, "SPONTANEOUS", null))
                    .refused(WRONG_SOURCE);
            whenCreated(HEADQUARTERS, aLead(TOKYO, HQ_DRIVEN, "SPONTANEOUS", CAR))
                    .refused(WRONG_SOURCE);
        }
    }

    @Nested
    @DisplayName("AS-03: the VIN")
    class TheVin {

        @Test
        void ofAnHqDrivenLeadIsRequired() {
            whenCreated(HEADQUARTERS, aLead(TOKYO, HQ_DRIVEN, "CAR_PARK", null)).refused(VIN_REQUIRED);
        }

        @Test
        void ofACustomerDrivenLeadMayBeMissing() {
            accepts(WEB_FORM, aLead(TOKYO, CUSTOMER_DRIVEN, "WEB_FORM", null));
        }
    }

    @Test
    @DisplayName("AC-02: a dealer creates for itself only; another dealer is refused, not ignored")
    void notForAnotherDealer() {
        whenCreated(AGENT, aLead(OSAKA, CUSTOMER_DRIVEN, "SPONTANEOUS", null)).refused(NOT_YOUR_DEALER);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        whenCreated(AGENT, aLead(OSAKA, HQ_DRIVEN, "WEB_FORM", null))
                .refused(NOT_YOUR_DEALER, WRONG_TYPE, WRONG_SOURCE, VIN_REQUIRED);
    }

    @Test
    void aFaultyInputIsRefusedWithAllItsFaults() {
        Refusal one = Refusal.ofValue("AS-01", "field-required", "request");
        Refusal other = Refusal.ofValue("AS-30", "not-a-vin", "vin");
        nothing().when(create(WEB_FORM, Input.faulty(List.of(one, other)))).refused(one, other);
    }

    @Test
    @DisplayName("the same creation once more changes nothing: ids are new in each request")
    void onceMore() {
        CreateLead command = create(WEB_FORM, Input.of(aLead(TOKYO, CUSTOMER_DRIVEN, "WEB_FORM", null)));
        assertThat(command.decide(lead().state())).isEqualTo(Decision.accepted());
        assertThat(command.decide(leadWithAttempts(1).booked(2, minute(9_000)).state()))
                .isEqualTo(Decision.accepted());
    }
}

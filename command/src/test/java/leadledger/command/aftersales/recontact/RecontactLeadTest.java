package leadledger.command.aftersales.recontact;

import static leadledger.command.aftersales.LeadStory.CAR;
import static leadledger.command.aftersales.LeadStory.REFERENCE;
import static leadledger.command.aftersales.LeadStory.SYSTEM;
import static leadledger.command.aftersales.LeadStory.TOKYO;
import static leadledger.command.aftersales.LeadStory.actor;
import static leadledger.command.aftersales.LeadStory.leadWithAttempts;
import static leadledger.command.aftersales.LeadStory.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import leadledger.command.aftersales.AftersalesLead;
import leadledger.command.aftersales.AftersalesLead.Assigned;
import leadledger.command.aftersales.AftersalesLead.Course;
import leadledger.command.aftersales.AftersalesLead.Final;
import leadledger.command.aftersales.LeadStory;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactLeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.aftersales.LeadType;
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.shared.Consents;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@DisplayName("AS-51: on the re-contact day a new lead begins, and exactly one")
class RecontactLeadTest {

    private static final LeadId MASTER = LeadStory.LEAD;
    private static final LeadId CHILD = CreateRecontactLead.childOf(MASTER);
    private static final LocalDate ON = LocalDate.parse("2026-04-01");
    private static final Instant DUE_AT = Instant.parse("2026-03-31T15:00:00Z");
    private static final RequestDetails REQUEST = new RequestDetails(
            "太郎",
            "山田",
            "taro@example.com",
            null,
            null,
            "ja",
            "JP",
            null,
            null,
            null,
            "点検",
            null,
            List.of(),
            "急ぎ",
            null);
    private static final Consents CONSENTS =
            new Consents(Map.of(Consents.Kind.EMAIL, new Consents.Consent(true, LocalDate.parse("2026-03-01"))));
    private static final LeadCreated INHERITED = new LeadCreated(
            MASTER,
            "AL-2026-000001",
            TOKYO,
            LeadType.HQ_DRIVEN,
            "CAR_PARK",
            "WINTER-2026",
            "only until March",
            CAR,
            REQUEST,
            CONSENTS);
    private static final LeadCreated CREATED = new LeadCreated(
            CHILD, REFERENCE, TOKYO, LeadType.HQ_DRIVEN, "CAR_PARK", "WINTER-2026", null, CAR, REQUEST, CONSENTS);
    private static final LeadStory WAITING = leadWithAttempts(1).recontact(3, ON, DUE_AT);

    private static CreateRecontactLead create(Instant at) {
        return new CreateRecontactLead(CHILD, SYSTEM, at, REFERENCE, MASTER, INHERITED);
    }

    private static LinkRecontactLead link(LeadId child) {
        return new LinkRecontactLead(MASTER, SYSTEM, DUE_AT, child);
    }

    @Test
    @DisplayName("it inherits dealer, type, source, campaign, car, request and consents; the notes start empty")
    void inheritance() {
        nothing().when(create(DUE_AT)).happened(CREATED, new RecontactedFrom(MASTER));
    }

    @Test
    @DisplayName("it starts assigned, its clocks when it is recorded, with no attempt and no management note")
    void itStartsAfresh() {
        Instant late = DUE_AT.plus(Duration.ofHours(5));
        AftersalesLead child =
                AftersalesLead.UNBORN.evolve(CREATED, late, "").evolve(new RecontactedFrom(MASTER), late, "");
        assertThat(child)
                .isEqualTo(new Assigned(new Course(
                        CHILD,
                        REFERENCE,
                        TOKYO,
                        LeadType.HQ_DRIVEN,
                        late,
                        List.of(),
                        REQUEST,
                        CAR,
                        null,
                        LeadStory.measured(child))));
    }

    @Test
    @DisplayName("its id follows from its master's, so that whatever repeats makes no second one")
    void oneChildAtMost() {
        assertThat(CreateRecontactLead.childOf(MASTER)).isEqualTo(CHILD).isNotEqualTo(MASTER);
        assertThat(CreateRecontactLead.childOf(new LeadId(new UUID(0, 1)))).isNotEqualTo(CHILD);
        LeadStory child = nothing().and(CREATED, DUE_AT).and(new RecontactedFrom(MASTER), DUE_AT);
        child.when(create(DUE_AT)).nothingNew();
        child.when(create(DUE_AT.plus(Duration.ofDays(60)))).nothingNew();
    }

    @Test
    @DisplayName("AS-64: a child that has lapsed itself is no reason for another")
    void afterTheChildsOwnLapse() {
        CreateRecontactLead late = create(DUE_AT.plus(Duration.ofDays(60)).plusMillis(1));
        nothing()
                .and(CREATED, DUE_AT)
                .and(new RecontactedFrom(MASTER), DUE_AT)
                .when(late)
                .lapsedBefore(late);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"SYSTEM", "AFTERSALES_AGENT", "AFTERSALES_MANAGER"})
    void nobodyElseMakesOrLinksIt(Role role) {
        nothing()
                .when(new CreateRecontactLead(CHILD, actor(role), DUE_AT, REFERENCE, MASTER, INHERITED))
                .refused(Refusal.ofUnknownLead());
        WAITING.when(new LinkRecontactLead(MASTER, actor(role), DUE_AT, CHILD)).refused(Refusal.ofUnknownLead());
        WAITING.when(new LinkRecontactLead(MASTER, LeadStory.AGENT, DUE_AT, CHILD))
                .refused(Refusal.ofUnknownLead());
    }

    @Test
    @DisplayName("AS-52: the master knows its child, once")
    void linking() {
        WAITING.when(link(CHILD)).happened(new RecontactLeadCreated(CHILD));
        LeadStory linked = WAITING.and(new RecontactLeadCreated(CHILD), DUE_AT);
        linked.when(link(CHILD)).nothingNew();
        assertThat(linked.state())
                .isInstanceOfSatisfying(
                        Final.class,
                        ended -> assertThat(ended.recontact())
                                .isEqualTo(new AftersalesLead.Recontact(ON, DUE_AT, CHILD)));
    }

    @Test
    void aLeadThatAwaitsNoneIsLinkedToNone() {
        leadWithAttempts(1).when(link(CHILD)).nothingNew();
        leadWithAttempts(1).sold(2).when(link(CHILD)).nothingNew();
        nothing().when(link(CHILD)).notFound();
    }
}

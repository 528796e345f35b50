package leadledger.query.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.ReferenceFeed;
import leadledger.events.ledger.testing.Appends;
import leadledger.events.reference.Names;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.reference.ReferenceEvent.CampaignDefined;
import leadledger.events.reference.ReferenceEvent.CloseReasonDefined;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceEvent.SourceDefined;
import leadledger.events.reference.ReferenceEvent.VehicleRegistered;
import leadledger.events.reference.ReferenceStreams;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.events.shared.Vin;
import leadledger.query.lead.LeadReader;
import leadledger.query.lead.LeadReaderAccess;
import leadledger.query.lead.VehicleRegister;
import leadledger.query.projection.ProjectionFixture;
import leadledger.query.reference.ReferenceApi.CodedItem;
import leadledger.query.testing.KeptAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;

/** {@code GET /reference/…} and {@code GET /vehicles/{vin}}: what is asked for, by whom, and what comes back. */
class ReferenceApiTest {

    private static final Actor HQ = Actor.ofHeadquarters("u-1", new MarketId("JP"));
    private static final Actor AGENT = Actor.ofDealer("u-2", Role.AFTERSALES_AGENT, new DealerId("JP-OSAKA"));
    private static final Names NAMES = new Names("名", "name", "nome");
    private static final Vin CAR = new Vin("ZFA31200000123456");

    @RegisterExtension
    final ProjectionFixture fixture = new ProjectionFixture();

    private final KeptAccess log = new KeptAccess();
    private final Map<UUID, Integer> lengths = new HashMap<>();
    private PostgresLedger ledger;
    private ReferenceFeed feed;
    private ReferenceApi api;
    private VehicleApi vehicles;

    @BeforeEach
    void follow() {
        ledger = fixture.ledger();
        EventCatalog catalog = fixture.catalog();
        feed = new ReferenceFeed(ledger, catalog);
        feed.start();
        LeadReader reader = LeadReaderAccess.reader(ledger, catalog, log);
        api = new ReferenceApi(new ReferenceReading(feed, reader));
        vehicles = new VehicleApi(new VehicleRegister(ledger, catalog, log), reader);
    }

    @AfterEach
    void close() {
        feed.close();
    }

    private String define(UUID stream, String kind, ReferenceEvent event) {
        EventCatalog.Encoded encoded = fixture.catalog().encode(event);
        return Long.toString(ledger.append(Appends.to(stream)
                        .kind(kind)
                        .type(encoded.type(), encoded.revision())
                        .from(lengths.merge(stream, 1, Integer::sum) - 1)
                        .payloads(encoded.payload())
                        .build())
                .lastPosition());
    }

    private String campaign(String code, boolean active) {
        return define(
                ReferenceStreams.ofCampaign(code), ReferenceStreams.KIND, new CampaignDefined(code, NAMES, active));
    }

    private String dealer(String code) {
        DealerId dealer = new DealerId(code);
        return define(
                ReferenceStreams.ofDealer(dealer),
                ReferenceStreams.KIND,
                new DealerDefined(
                        dealer,
                        code,
                        code.substring(0, 2),
                        ZoneId.of("Asia/Tokyo"),
                        "service@" + code + ".example",
                        true));
    }

    private String vehicle(int mileage) {
        return define(
                ReferenceStreams.ofVehicle(CAR),
                ReferenceStreams.VEHICLE_KIND,
                new VehicleRegistered(
                        CAR, "Berlina", LocalDate.of(2024, 4, 1), null, null, null, null, null, mileage, null));
    }

    @Test
    @DisplayName("what is in use is listed by code, and all of it when asked")
    void activeUnlessAll() {
        campaign("B", true);
        campaign("C", false);
        String position = campaign("A", true);

        assertThat(api.campaigns(false, position, AGENT).items())
                .containsExactly(new CodedItem("A", NAMES, true), new CodedItem("B", NAMES, true));
        assertThat(api.campaigns(true, position, AGENT).items())
                .extracting(CodedItem::code)
                .containsExactly("A", "B", "C");
        assertThat(api.campaigns(false, position, AGENT).position()).isEqualTo(3);
    }

    @Test
    @DisplayName("a reader reads what it wrote: with its position, the answer has it")
    void readYourWrites() {
        for (int i = 0; i < 20; i++) {
            String position = campaign("C" + i, true);

            assertThat(api.campaigns(false, position, HQ).items())
                    .extracting(CodedItem::code)
                    .contains("C" + i);
        }
    }

    @Test
    void sourcesAndCloseReasonsAreListedLikewise() {
        define(ReferenceStreams.ofSource("CRM"), ReferenceStreams.KIND, new SourceDefined("CRM", NAMES, true));
        String position = define(
                ReferenceStreams.ofCloseReason("OTHER"),
                ReferenceStreams.KIND,
                new CloseReasonDefined("OTHER", NAMES, "OTHER", NAMES, true));

        assertThat(api.sources(false, position, AGENT).items()).containsExactly(new CodedItem("CRM", NAMES, true));
        assertThat(api.closeReasons(false, position, AGENT).items())
                .containsExactly(new ReferenceApi.CloseReason("OTHER", NAMES, "OTHER", NAMES, true));
    }

    @Test
    @DisplayName("AC-01: a dealer is shown itself alone, headquarters their market; auditors see all")
    void aDealerSeesItself() {
        dealer("JP-TOKYO");
        dealer("IT-ROMA");
        String position = dealer("JP-OSAKA");

        assertThat(api.dealers(true, position, AGENT).items())
                .containsExactly(new ReferenceApi.Dealer(
                        "JP-OSAKA", "JP-OSAKA", "JP", "Asia/Tokyo", "service@JP-OSAKA.example", true));
        assertThat(api.dealers(false, position, HQ).items())
                .extracting(ReferenceApi.Dealer::dealer)
                .containsExactly("JP-OSAKA", "JP-TOKYO");
        assertThat(api.dealers(false, position, Actor.of("u-3", Role.AUDITOR)).items())
                .hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"INTAKE", "ADMIN", "SYSTEM"})
    @DisplayName("AC-01: roles that do not look at leads read none of it")
    void rolesWithoutLeads(Role role) {
        Actor actor = Actor.of("u-4", role);

        assertThat(refusal(() -> api.campaigns(false, null, actor))).isEqualTo(Refusal.ofRole("AC-01"));
        assertThat(refusal(() -> api.dealers(false, null, actor))).isEqualTo(Refusal.ofRole("AC-01"));
        assertThat(refusal(() -> vehicles.vehicle(CAR.value(), null, null, actor, new MockHttpServletResponse())))
                .isEqualTo(Refusal.ofRole("AC-01"));
    }

    @Test
    @DisplayName("AS-70: a vehicle is shown as it was registered last, with its version")
    void aVehicle() {
        vehicle(100);
        String position = vehicle(200);
        MockHttpServletResponse response = new MockHttpServletResponse();

        VehicleApi.Vehicle shown = vehicles.vehicle(CAR.value(), position, null, AGENT, response);

        assertThat(shown.currentMileage()).isEqualTo(200);
        assertThat(shown.warrantyStart()).isEqualTo(LocalDate.of(2024, 4, 1));
        assertThat(shown.warrantyEnd()).isNull();
        assertThat(response.getHeader("ETag")).isEqualTo("\"2\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ZFA31200000123457", "zfa31200000123456", "1M8GDM9A1KP042788", "-"})
    @DisplayName("AS-70: a vehicle that is not registered, or no VIN at all, is not found")
    void anUnknownVehicle(String vin) {
        vehicle(100);

        assertThat(refusal(() -> vehicles.vehicle(vin, null, null, HQ, new MockHttpServletResponse())))
                .isEqualTo(new Refusal("AS-70", Refusal.Kind.UNKNOWN, "unknown-vehicle", null, Map.of()));
    }

    private static Refusal refusal(Runnable reading) {
        return catchThrowableOfType(RefusedException.class, reading::run)
                .refusals()
                .getFirst();
    }
}

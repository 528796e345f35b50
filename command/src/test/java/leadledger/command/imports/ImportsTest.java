package leadledger.command.imports;

import static leadledger.command.imports.ImportStory.HISTORY;
import static leadledger.command.imports.ImportStory.HQ;
import static leadledger.command.imports.ImportStory.LEADS;
import static leadledger.command.imports.ImportStory.NOW;
import static leadledger.command.imports.ImportStory.SYSTEM;
import static leadledger.command.imports.ImportStory.example;
import static leadledger.command.imports.ImportStory.files;
import static leadledger.command.imports.ImportStory.tokyo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import leadledger.command.imports.ImportReport.Finding;
import leadledger.command.imports.ImportReport.Kind;
import leadledger.command.imports.ImportStore.Kept;
import leadledger.command.imports.ImportStore.State;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.AftersalesEvent.RecontactLeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.aftersales.LeadType;
import leadledger.events.shared.Actor;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.events.sla.SlaEvaluator;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaVerdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("LG-40, LG-41: leads and field history of an older system, from files to the ledger")
class ImportsTest {

    private static final String LEAD_1 =
            "1,2022/07/28 23:02,JP-TOKYO,ディーラーに割り当て済み,自発的,Service Reminder,Customer Driven,見本,,\n";

    private final ImportStory story = new ImportStory();

    @AfterEach
    void close() {
        story.close();
    }

    private static List<Class<?>> types(List<Recorded<AftersalesEvent>> events) {
        List<Class<?>> types = new ArrayList<>();
        events.forEach(event -> types.add(event.event().getClass()));
        return types;
    }

    private List<Finding> findings(Kept kept) {
        return story.imports(1).findings(kept.id(), 0, 200);
    }

    @Test
    @DisplayName("The example's leads become events with the source's times, by the ready mapping")
    void example_() throws Exception {
        Kept kept = story.done(example());

        assertThat(kept.state()).isEqualTo(State.DONE);
        assertThat(kept.finishedAt()).isEqualTo(NOW);
        assertThat(findings(kept))
                .extracting(
                        Finding::kind,
                        Finding::line,
                        finding -> finding.refusal().rule())
                .containsExactly(tuple(Kind.FLAG, 5, "AS-12"));
        assertThat(kept.report()).isEqualTo(new ImportReport(4, 17, 4, 4, 4, 0, 0, 1, 0, 0, story.ledger.head()));
        List<Recorded<AftersalesEvent>> sold = story.lead("a0B000000000001");
        assertThat(types(sold))
                .containsExactly(
                        LeadCreated.class,
                        ContactAttemptRecorded.class,
                        AppointmentBooked.class,
                        LeadClosedWithSale.class);
        assertThat(sold)
                .extracting(Recorded::recordedAt)
                .containsExactly(
                        tokyo("2022-07-28T23:02"),
                        tokyo("2022-07-28T23:02"),
                        tokyo("2022-07-29T10:00"),
                        tokyo("2022-08-05T17:30"));
        assertThat(sold).extracting(Recorded::ledgerRecordedAt).containsOnly(NOW);
        assertThat(sold).extracting(Recorded::actor).containsOnly("SYSTEM/" + SYSTEM);
        LeadCreated created = (LeadCreated) sold.getFirst().event();
        assertThat(created.reference()).startsWith("AL-2022-");
        assertThat(created.leadType()).isEqualTo(LeadType.CUSTOMER_DRIVEN);
        assertThat(created.request().preferredLanguage()).isEqualTo("ja");
        assertThat(sold.get(2).event()).isEqualTo(new AppointmentBooked(tokyo("2022-08-05T10:00"), false));
    }

    @Test
    @DisplayName("AS-51: a re-contact and its master tell of each other")
    void recontact() throws Exception {
        story.done(example());

        assertThat(story.lead("a0B000000000002").stream().map(Recorded::event).toList())
                .satisfiesExactly(
                        created -> assertThat(created).isInstanceOf(LeadCreated.class),
                        attempt -> assertThat(attempt).isInstanceOf(ContactAttemptRecorded.class),
                        agreed -> assertThat(agreed)
                                .isEqualTo(new RecontactAgreed(LocalDate.of(2022, 10, 1), tokyo("2022-10-01T00:00"))),
                        child -> assertThat(child)
                                .isEqualTo(
                                        new RecontactLeadCreated(ImportFiles.leadId("JP", SYSTEM, "a0B000000000003"))));
        assertThat(story.lead("a0B000000000003").getLast().event())
                .isEqualTo(new RecontactedFrom(ImportFiles.leadId("JP", SYSTEM, "a0B000000000002")));
    }

    @Test
    @DisplayName(
            "LG-41: a closing before any attempt is imported as recorded, and flagged on the event and in the report")
    void flagged() throws Exception {
        story.done(example());

        Recorded<AftersalesEvent> closing = story.lead("a0B000000000004").getLast();
        assertThat(closing.event()).isEqualTo(new LeadClosedWithoutSale("OTHER", "MISC", "連絡先が無効", null));
        assertThat(closing.imported()).isNotNull();
        assertThat(closing.imported().brokenRules()).containsExactly("AS-12");
    }

    @Test
    @DisplayName(
            "SL-22: the verdict rests on the source's times and says so; as of before the import the lead is there")
    void verdict() throws Exception {
        story.done(example());

        SlaVerdict verdict = SlaEvaluator.evaluate(
                        story.lead("a0B000000000002"), SlaPolicy.DEFAULT, Instant.parse("2022-07-29T07:00:00Z"))
                .newest()
                .getFirst();

        assertThat(verdict.result()).isEqualTo(SlaVerdict.Result.MET);
        assertThat(verdict.restsOnImportedTime()).isTrue();
    }

    @Test
    @DisplayName("The same files again are the same import and add nothing; nor do they as other bytes")
    void twice() throws Exception {
        Kept first = story.done(example());
        long head = story.ledger.head();

        Kept again = story.done(example());
        ImportStore.Files files = example();
        Kept otherBytes = story.done(files(
                new String(files.leads(), java.nio.charset.StandardCharsets.UTF_8) + "\n",
                new String(files.history(), java.nio.charset.StandardCharsets.UTF_8)));

        assertThat(again).isEqualTo(first);
        assertThat(otherBytes.id()).isNotEqualTo(first.id());
        assertThat(otherBytes.report().unchanged()).isEqualTo(4);
        assertThat(story.ledger.head()).isEqualTo(head);
    }

    @Test
    @DisplayName("A second file with more history adds what is newer; one that tells it otherwise is a fault")
    void more() {
        String attempt = "1,2022/07/29 09:00,ディーラーの日付けの試み 1,u,,2022/07/29 09:00\n";
        story.done(files(LEADS + LEAD_1, HISTORY + attempt));

        Kept longer = story.done(
                files(LEADS + LEAD_1, HISTORY + attempt + "1,2022/07/30 09:00,ディーラーの日付けの試み 2,u,,2022/07/30 09:00\n"));
        Kept otherwise =
                story.done(files(LEADS + LEAD_1, HISTORY + "1,2022/07/29 09:01,ディーラーの日付けの試み 1,u,,2022/07/29 09:01\n"));

        assertThat(longer.report().extended()).isEqualTo(1);
        assertThat(story.lead("1")).hasSize(3);
        assertThat(findings(otherwise))
                .extracting(finding -> finding.refusal().code())
                .containsExactly("lead-differs-from-ledger");
    }

    @Test
    @DisplayName("Stopped after some leads, another node goes on and comes to the same; nothing is written twice")
    void resume() throws Exception {
        Imports stopping = story.imports(1);
        Kept taken = stopping.take(HQ, SYSTEM, example());
        AtomicInteger steps = new AtomicInteger();

        assertThat(stopping.goOn(() -> steps.incrementAndGet() > 2)).isFalse();
        Kept broken = stopping.find(HQ, taken.id()).orElseThrow();
        assertThat(broken.state()).isEqualTo(State.RUNNING);
        assertThat(broken.report().done()).isEqualTo(2);
        // What a kill leaves: leads in the ledger beyond what is kept as done.
        story.database.app().getConnection().close();
        execute("update imports.import set leads_done = 1, imported = 1");

        assertThat(story.imports(1).goOn(() -> false)).isTrue();

        Kept done = stopping.find(HQ, taken.id()).orElseThrow();
        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(done.report()).isEqualTo(new ImportReport(4, 17, 4, 4, 4, 0, 0, 1, 0, 0, story.ledger.head()));
        assertThat(story.ledger.head()).isEqualTo(12);
        assertThat(stopping.goOn(() -> false)).as("nothing is left to do").isFalse();
    }

    private void execute(String sql) throws Exception {
        try (var connection = story.database.app().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    @DisplayName("Faults name line and column, never a value; their leads stay out, others are imported")
    void faults() {
        Kept kept = story.done(files(
                LEADS + LEAD_1
                        + "2,28.7.2022,JP-TOKYO,予約済み,自発的,Service Reminder,Customer Driven,見本,XX,\n"
                        + "3,2022/07/28 23:02,IT-MILANO,,自発的,Service Reminder,Customer Driven,見本,,\n"
                        + "4,2022/07/28 23:02,JP-NOWHERE,,自発的,Service Reminder,Customer Driven,見本,,\n"
                        + ",2022/07/28 23:02,JP-TOKYO,,自発的,Service Reminder,Customer Driven,見本,,\n"
                        + "5,2022/07/28 23:02,JP-TOKYO\n"
                        + "6,2022/07/28 23:02,JP-TOKYO,,自発的,Service Reminder,Customer Driven,見本,,\n",
                HISTORY + "9,2022/07/29 09:00,ステータス,u,,\n"
                        + "6,2022/07/29 09:00,謎の項目,u,,\n"
                        + "6,昨日,ステータス,u,,\n"
                        + "6,2022/07/29 09:00,ステータス,u,,不明\n"));

        assertThat(kept.report().imported()).isEqualTo(1);
        assertThat(kept.report().failed()).isEqualTo(5);
        assertThat(story.lead("1")).hasSize(1);
        assertThat(story.lead("6")).isEmpty();
        assertThat(findings(kept))
                .extracting(finding -> finding.file() + " " + finding.line() + " "
                        + finding.refusal().field() + " " + finding.refusal().code())
                .containsExactly(
                        "LEADS 6 id field-required",
                        "HISTORY 2 lead lead-not-in-file",
                        "LEADS 3 createdAt not-a-moment",
                        "LEADS 3 vin not-a-vin",
                        "LEADS 4 dealer unknown-dealer",
                        "LEADS 5 dealer unknown-dealer",
                        "LEADS 7 id columns-do-not-match",
                        "HISTORY 3 field unknown-history-field",
                        "HISTORY 4 date not-a-moment",
                        "HISTORY 5 status not-one-of");
        assertThat(findings(kept).toString()).doesNotContain("見本", "XX", "昨日", "謎", "NOWHERE", "MILANO");
    }

    @Test
    @DisplayName(
            "An import that ended with faults begins again when its files are sent again: the dealer is defined by now")
    void again() {
        ImportStore.Files files = files(LEADS + LEAD_1.replace("JP-TOKYO", "JP-KOBE"), HISTORY);
        Kept before = story.done(files);
        story.define(ImportStory.dealer("JP-KOBE", "JP"));

        Kept after = story.done(files);

        assertThat(before.report().failed()).isEqualTo(1);
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.report().failed()).isZero();
        assertThat(after.report().imported()).isEqualTo(1);
        assertThat(findings(after)).isEmpty();
    }

    @Test
    @DisplayName("A dry run tells the same and writes nothing")
    void dryRun() throws Exception {
        Imports.DryRun run = story.imports(256).dryRun(HQ, SYSTEM, example());

        assertThat(run.report()).isEqualTo(new ImportReport(4, 17, 4, 4, 4, 0, 0, 1, 0, 0, 0));
        assertThat(run.findings())
                .extracting(finding -> finding.refusal().rule())
                .containsExactly("AS-12");
        assertThat(story.ledger.head()).isZero();
    }

    @Test
    @DisplayName("AC-01: only headquarters import, and another market's import is as none")
    void access() throws Exception {
        Kept kept = story.done(example());
        Actor italy = Actor.ofHeadquarters("hq-2", new MarketId("IT"));

        assertThat(story.imports(1).find(italy, kept.id())).isEmpty();
        for (Role role : List.of(Role.AUDITOR, Role.INTAKE, Role.ADMIN)) {
            assertThatThrownBy(() -> story.imports(1).take(Actor.of("u-1", role), SYSTEM, example()))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.refusals().getFirst().code())
                                    .isEqualTo("role-may-not"));
        }
    }

    @Test
    @DisplayName("Files that cannot be read as a whole are refused before anything is kept")
    void unreadable() {
        assertRefused("unknown-column", files("謎,リード ID\n", HISTORY));
        assertRefused("column-missing", files("苗字\n", HISTORY));
        assertRefused("column-told-twice", files("リード ID,苗字,苗字\n", HISTORY));
        assertRefused("file-is-empty", files("", HISTORY));
        assertRefused(
                "csv-not-readable",
                new ImportStore.Files(
                        ImportMapping.ready("salesforce-ja").orElseThrow(),
                        new byte[] {(byte) 0xff, 'a'},
                        new byte[0]));
        assertRefused("mapping-not-usable", new ImportStore.Files(new byte[] {'{', '}'}, new byte[0], new byte[0]));
    }

    private void assertRefused(String code, ImportStore.Files files) {
        assertThatThrownBy(() -> story.imports(1).take(HQ, SYSTEM, files))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused ->
                                assertThat(refused.refusals().getFirst().code()).isEqualTo(code));
    }

    @Test
    @DisplayName("AC-06: so many imports of a market wait at most")
    void waiting() {
        Imports imports = story.imports(1);
        for (int i = 0; i < 3; i++) {
            imports.take(HQ, SYSTEM + i, files(LEADS, HISTORY));
        }

        assertThatThrownBy(() -> imports.take(HQ, SYSTEM, files(LEADS, HISTORY)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused ->
                                assertThat(refused.refusals().getFirst().code()).isEqualTo("too-many-imports"));
        assertThat(imports.take(HQ, SYSTEM + 0, files(LEADS, HISTORY)).state()).isEqualTo(State.WAITING);
    }
}

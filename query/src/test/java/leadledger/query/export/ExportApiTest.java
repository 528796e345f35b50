package leadledger.query.export;

import static leadledger.query.export.ExportFixture.AUDITOR;
import static leadledger.query.export.ExportFixture.HQ;
import static leadledger.query.export.ExportFixture.SMALL;
import static leadledger.query.export.ExportFixture.manager;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.ledger.StreamSearch.Stretch;
import leadledger.events.ledger.UndecodableEventException;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.AccessEntry;
import leadledger.query.accesslog.AccessLog;
import leadledger.query.lead.LeadReaderAccess;
import leadledger.query.testing.KeptAccess;
import leadledger.query.testing.LeadDraft;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletResponse;

/** AC-05: how exports are answered, logged, and ended. Osaka has many leads with long notes, Kobe a few with an unreadable one. */
class ExportApiTest {

    private static final int LEADS = 60;
    private static final ExportFixture FIXTURE = new ExportFixture();
    private static UUID first;

    private final KeptAccess log = new KeptAccess();

    @BeforeAll
    static void leads() {
        for (int i = 0; i < LEADS; i++) {
            UUID lead = FIXTURE.create(LeadDraft.of("JP-OSAKA").named("山田"));
            first = first == null ? lead : first;
            FIXTURE.append(lead, new LeadClosedWithoutSale("OTHER", "MISC", "note ".repeat(1_000), null));
        }
        UUID unreadable = FIXTURE.create(LeadDraft.of("JP-KOBE"));
        FIXTURE.appendRaw(unreadable, "aftersales.from-the-future");
    }

    @AfterAll
    static void close() {
        FIXTURE.close();
    }

    private ExportApi api(AccessLog accessLog) {
        return new ExportApi(
                FIXTURE.exports(accessLog, SMALL),
                LeadReaderAccess.reader(FIXTURE.ledger, FIXTURE.catalog, accessLog),
                FIXTURE.catalog);
    }

    private void csv(ExportApi api, Actor actor, @Nullable String lead, MockHttpServletResponse response) {
        api.csv(lead, null, null, null, null, null, null, false, null, null, actor, response);
    }

    private Refusal refusal(
            @Nullable String dealer,
            @Nullable String outlet,
            @Nullable String process,
            @Nullable String from,
            @Nullable String to,
            @Nullable String asOf) {
        return catchThrowableOfType(
                        RefusedException.class,
                        () -> api(log).xes(
                                        null,
                                        dealer,
                                        outlet,
                                        process,
                                        from,
                                        to,
                                        asOf,
                                        null,
                                        null,
                                        HQ,
                                        new MockHttpServletResponse()))
                .refusals()
                .getFirst();
    }

    @Test
    @DisplayName("Each format comes as what it is, as a file whose name says nothing of what was asked for")
    void headers() {
        ExportApi api = api(log);
        List<MockHttpServletResponse> answers = List.of(
                new MockHttpServletResponse(),
                new MockHttpServletResponse(),
                new MockHttpServletResponse(),
                new MockHttpServletResponse());
        String lead = first.toString();
        api.csv(lead, null, null, null, null, null, null, false, null, null, HQ, answers.get(0));
        api.cloudevents(lead, null, null, null, null, null, null, null, null, HQ, answers.get(1));
        api.ocel(lead, null, null, null, null, null, null, null, null, HQ, answers.get(2));
        api.xes(lead, null, null, null, null, null, null, null, null, HQ, answers.get(3));

        assertThat(answers.stream().map(MockHttpServletResponse::getContentType))
                .containsExactly(
                        "text/csv;charset=UTF-8", "application/x-ndjson", "application/json", "application/xml");
        assertThat(answers.stream().map(answer -> answer.getHeader(HttpHeaders.CONTENT_DISPOSITION)))
                .containsExactly(
                        "attachment; filename=\"lead-ledger-export.csv\"",
                        "attachment; filename=\"lead-ledger-export.cloudevents.jsonl\"",
                        "attachment; filename=\"lead-ledger-export.ocel.json\"",
                        "attachment; filename=\"lead-ledger-export.xes\"");
        assertThat(log.entries().stream().map(AccessEntry::action))
                .containsExactly(
                        AccessAction.EXPORT_CSV,
                        AccessAction.EXPORT_CLOUDEVENTS,
                        AccessAction.EXPORT_OCEL,
                        AccessAction.EXPORT_XES);
        assertThat(log.entries()).allSatisfy(entry -> {
            assertThat(entry.leadId()).isEqualTo(first);
            assertThat(entry.inClear()).isTrue();
            assertThat(entry.method()).isEqualTo("GET");
        });
    }

    @Test
    @DisplayName("AC-05: The access log has its entry before the first byte, and says whether it was in clear and why")
    void loggedBeforeTheFirstByte() {
        MockHttpServletResponse response = new MockHttpServletResponse();
        AtomicInteger bytesWhenLogged = new AtomicInteger(-1);
        AccessLog watching = new AccessLog() {
            @Override
            public void commit(AccessEntry reading) {
                bytesWhenLogged.set(response.getContentAsByteArray().length);
                log.commit(reading);
            }

            @Override
            public void refused(AccessEntry refusal) {}
        };
        String osaka = "JP-OSAKA";
        api(watching).csv(null, osaka, null, null, null, null, null, false, null, null, AUDITOR, response);

        assertThat(bytesWhenLogged).hasValue(0);
        assertThat(response.getContentAsByteArray()).isNotEmpty();
        assertThat(log.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.inClear()).isFalse();
            assertThat(entry.leadId()).isNull();
        });
        api(log).csv(null, osaka, null, null, null, null, null, false, null, "complaint-4711", AUDITOR, response);
        assertThat(log.entries().getLast().inClear()).isTrue();
        assertThat(log.entries().getLast().reason()).isEqualTo("complaint-4711");
    }

    @Test
    @DisplayName("AC-05: An export that cannot be logged gives out nothing, not even headers")
    void notLogged() {
        MockHttpServletResponse response = new MockHttpServletResponse();
        assertThatThrownBy(() -> csv(api(KeptAccess.unavailable()), HQ, null, response))
                .hasMessage("the access log is away");
        assertThat(response.getContentAsByteArray()).isEmpty();
        assertThat(response.getHeaderNames()).isEmpty();
    }

    @Test
    @DisplayName(
            "Parameters that say nothing are refused, each with its reason; a role that exports nothing learns none of it")
    void parameters() {
        assertThat(refusal("osaka", null, null, null, null, null).code()).isEqualTo("not-a-dealer-code");
        assertThat(refusal(null, "namba", null, null, null, null).code()).isEqualTo("not-an-outlet-code");
        assertThat(refusal(null, null, "parts", null, null, null))
                .isEqualTo(Refusal.ofValue("API-LIST", "not-one-of", "process").with("allowed", "aftersales, sales"));
        assertThat(refusal(null, null, null, "today", null, null).code()).isEqualTo("not-a-moment");
        assertThat(refusal(null, null, null, "2026-11-22T09:00:00Z", "2026-11-22T08:00:00Z", null)
                        .code())
                .isEqualTo("period-ends-before-it-begins");
        assertThat(refusal(null, null, null, null, null, "2999-01-01T00:00:00Z").code())
                .isEqualTo("moment-in-future");
        assertThatThrownBy(() -> csv(api(log), HQ, "no-id", new MockHttpServletResponse()))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusals()).containsExactly(Refusal.ofUnknownLead()));
        assertThatThrownBy(() -> csv(api(log), Actor.of("u-9", Role.ADMIN), "no-id", new MockHttpServletResponse()))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusals()).containsExactly(Refusal.ofRole("AC-01")));
        assertThat(log.entries()).isEmpty();
    }

    @Test
    @DisplayName("What fails before anything is out can be answered with a problem: there is no body and no header yet")
    void failsEarly() {
        MockHttpServletResponse response = new MockHttpServletResponse();
        assertThatThrownBy(() -> csv(api(log), manager("JP-KOBE"), null, response))
                .isInstanceOf(UndecodableEventException.class);
        assertThat(response.getContentAsByteArray()).isEmpty();
        assertThat(response.getHeaderNames()).isEmpty();
    }

    @Test
    @DisplayName("What fails when part of it is out breaks off, so that nobody takes the part for the whole")
    void failsLate() {
        MockHttpServletResponse response = new MockHttpServletResponse();
        assertThatThrownBy(() -> csv(api(log), HQ, null, response))
                .isInstanceOf(BrokenExportException.class)
                .hasCauseInstanceOf(UndecodableEventException.class);
        assertThat(response.getContentAsByteArray()).isNotEmpty();
    }

    @Test
    @DisplayName("A client that leaves is no failure, and its place is free again")
    void clientLeaves() {
        Exports exports = FIXTURE.exports(log, new ExportSettings(1, SMALL.longest(), 2, 3, 4));
        ExportApi api =
                new ExportApi(exports, LeadReaderAccess.reader(FIXTURE.ledger, FIXTURE.catalog, log), FIXTURE.catalog);

        for (int i = 0; i < 2; i++) {
            Leaving leaving = new Leaving();
            api.ocel(null, null, null, null, null, null, null, null, null, manager("JP-OSAKA"), leaving);
            assertThat(leaving.hasGone).isTrue();
        }
    }

    /** A client that takes one piece and goes. */
    private static final class Leaving extends MockHttpServletResponse {
        private boolean hasGone;

        @Override
        public ServletOutputStream getOutputStream() {
            return new ServletOutputStream() {
                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {}

                @Override
                public void write(int b) throws IOException {
                    hasGone = true;
                    throw new IOException("Broken pipe");
                }
            };
        }
    }

    @Test
    @DisplayName("When a client leaves, nothing more is read")
    void readingStops() {
        AtomicInteger pages = new AtomicInteger();
        ExportRequest everything = ExportFixture.ofDealer("JP-OSAKA", null);
        long head = FIXTURE.ledger.head();
        Export export = new Export(
                FIXTURE.ledger.search(),
                FIXTURE.catalog,
                SMALL,
                new Export.Plan(everything, Scopes.of(HQ, FIXTURE.scopes), false, head, head, new Stretch(0, head)),
                pages::incrementAndGet);

        assertThatThrownBy(() -> new XesFormat().write(export, new OutputStream() {
                    private int written;

                    @Override
                    public void write(int b) throws IOException {
                        if (++written > 20_000) {
                            throw new IOException("Broken pipe");
                        }
                    }
                }))
                .isInstanceOf(IOException.class);
        int untilGone = pages.get();
        assertThatThrownBy(() -> new CloudEventsFormat().write(export, new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                }))
                .isInstanceOf(Exception.class);

        assertThat(untilGone)
                .as("of about %s pages for all leads", LEADS * 3 / 2)
                .isLessThan(30);
        assertThat(pages.get() - untilGone).isLessThan(5);
    }
}

package leadledger.command.desk;

import static leadledger.command.aftersales.LeadStory.AGENT;
import static leadledger.command.aftersales.LeadStory.LEAD;
import static leadledger.command.aftersales.LeadStory.REFERENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import leadledger.command.desk.CommandHttp.CommandAnswerBody;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Refusal.Kind;
import leadledger.events.shared.RefusedException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Every command endpoint reads and writes the same headers")
class CommandHttpTest {

    private static final String PATH = "POST /somewhere";

    private static final DealerDefined MILANO =
            new DealerDefined(new DealerId("IT-MILANO"), "Milano", "IT", ZoneId.of("Europe/Rome"), null, true);
    private static final ReferenceLookup NETWORK = ReferenceBook.EMPTY.after(List.of(MILANO));

    private final CommandHttp http = new CommandHttp(JsonMapper.shared(), NETWORK);

    private CommandTerms terms(String header, @Nullable String value, Object body) {
        HttpHeaders headers = new HttpHeaders();
        if (value != null) {
            headers.add(header, value);
        }
        return http.terms(AGENT, headers, PATH, body);
    }

    @Test
    @DisplayName("AC-02: the dealers that headquarters see are those of the token's market; nobody else has any")
    void dealersOfMarket() {
        HttpHeaders headers = new HttpHeaders();
        Actor italy = Actor.ofHeadquarters("hq-2", new MarketId("IT"));
        Actor japan = Actor.ofHeadquarters("hq-1", new MarketId("JP"));

        assertThat(http.terms(italy, headers, PATH, "").dealersOfMarket()).containsExactly(MILANO.dealer());
        assertThat(http.terms(japan, headers, PATH, "").dealersOfMarket()).isEmpty();
        assertThat(http.terms(AGENT, headers, PATH, "").dealersOfMarket()).isEmpty();
    }

    private static void refused(ThrowingCallable reading, Refusal refusal) {
        assertThatThrownBy(reading)
                .asInstanceOf(type(RefusedException.class))
                .satisfies(e -> assertThat(e.refusals()).containsExactly(refusal));
    }

    private static Refusal malformed(String header) {
        return new Refusal("API-FORM", Kind.MALFORMED, "header-malformed", header, Map.of());
    }

    @Nested
    @DisplayName("If-Match")
    class IfMatch {

        private CommandTerms ifMatch(@Nullable String value) {
            return terms("If-Match", value, "body");
        }

        @ParameterizedTest
        @CsvSource({"'\"0\"', 0", "'\"1\"', 1", "'\"42\"', 42", "'\"999999999\"', 999999999"})
        void isAnETagAsAnswersCarryIt(String value, int version) {
            assertThat(ifMatch(value).expectedVersion()).isEqualTo(version);
        }

        @ParameterizedTest
        @NullSource
        @ValueSource(strings = "*")
        void mayBeAbsentOrAny(@Nullable String value) {
            assertThat(ifMatch(value).expectedVersion()).isNull();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "1",
                    "\"\"",
                    "\"one\"",
                    "W/\"1\"",
                    "\"-1\"",
                    "\"1\", \"2\"",
                    "\"1234567890\"",
                    "\"1\" ",
                    "\"１\""
                })
        void inAnyOtherFormIsMalformedAndNamed(String value) {
            refused(() -> ifMatch(value), malformed("If-Match"));
        }
    }

    @Nested
    @DisplayName("Idempotency-Key")
    class Key {

        private @Nullable IdempotencyKey key(@Nullable String value, Object body) {
            return terms("Idempotency-Key", value, body).key();
        }

        @Test
        void mayBeAbsent() {
            assertThat(key(null, "body")).isNull();
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 200})
        void hasUpToTwoHundredCharacters(int length) {
            assertThat(key("k".repeat(length), "body")).isNotNull();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "a b", "a\nb", "ä", "鍵", "\u007f"})
        void inAnyOtherFormIsMalformedAndNamed(String value) {
            refused(() -> key(value, "body"), malformed("Idempotency-Key"));
        }

        @Test
        void ofTwoHundredAndOneCharactersIsMalformed() {
            refused(() -> key("k".repeat(201), "body"), malformed("Idempotency-Key"));
        }

        @Test
        void isDigestedWithCallerPathAndBody() {
            IdempotencyKey expected =
                    IdempotencyKey.of(AGENT, "k-1", PATH, JsonMapper.shared().writeValueAsBytes(Map.of("a", 1)));
            IdempotencyKey key = key("k-1", Map.of("a", 1));
            assertThat(key).isNotNull();
            assertThat(key.hash()).isEqualTo(expected.hash());
            assertThat(key.requestHash()).isEqualTo(expected.requestHash());
        }
    }

    @Test
    void eachRequestHasACorrelationOfItsOwn() {
        assertThat(terms("X", null, "body").correlationId())
                .isNotEqualTo(terms("X", null, "body").correlationId());
    }

    @Nested
    @DisplayName("a lead's id in a path")
    class LeadIds {

        @Test
        void isRead() {
            assertThat(CommandHttp.leadId(LEAD.toString())).isEqualTo(LEAD);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "x", "0195e3a0", "AL-2026-000123", "0195e3a0-0000-7000-8000-00000000000g"})
        @DisplayName("AC-01: that is none is answered as if there were no such lead")
        void thatIsNone(String segment) {
            refused(() -> CommandHttp.leadId(segment), Refusal.ofUnknownLead());
        }
    }

    @Nested
    @DisplayName("an answer")
    class Answers {

        private final Answer answer = new Answer(LEAD.value(), REFERENCE, 3, 812, true);

        private void hasVersionAndPosition(ResponseEntity<CommandAnswerBody> response) {
            assertThat(response.getHeaders().getETag()).isEqualTo("\"3\"");
            assertThat(response.getHeaders().getFirst("Ledger-Position")).isEqualTo("812");
            assertThat(response.getBody()).isEqualTo(new CommandAnswerBody(LEAD.value(), REFERENCE, 3, 812));
        }

        @Test
        void thatSomethingWasDoneHasVersionAndPosition() {
            ResponseEntity<CommandAnswerBody> response = CommandHttp.done(answer);
            assertThat(response.getStatusCode().value()).isEqualTo(200);
            hasVersionAndPosition(response);
        }

        @Test
        void thatSomethingWasCreatedHasItsAddressToo() {
            ResponseEntity<CommandAnswerBody> response = CommandHttp.created(answer, "/api/v1/aftersales/leads");
            assertThat(response.getStatusCode().value()).isEqualTo(201);
            assertThat(response.getHeaders().getLocation()).hasToString("/api/v1/aftersales/leads/" + LEAD);
            hasVersionAndPosition(response);
        }

        @Test
        void carriesAnETagThatIsTakenBackAsIfMatch() {
            assertThat(terms("If-Match", CommandHttp.done(answer).getHeaders().getETag(), "body")
                            .expectedVersion())
                    .isEqualTo(answer.version());
        }
    }
}

package leadledger.app.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import java.lang.reflect.Constructor;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import leadledger.events.ledger.LedgerUnavailableException;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Refusal.Kind;
import leadledger.events.shared.RefusedException;
import leadledger.query.export.BrokenExportException;
import leadledger.query.export.TooManyExportsException;
import leadledger.query.projection.NotYetVisibleException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Whatever goes wrong is told as a problem (RFC 9457)")
@ExtendWith(OutputCaptureExtension.class)
class ProblemAdviceTest {

    /** Planted wherever a caller can put something; it must come back nowhere. */
    private static final String CANARY = "canary4711";

    private static final Refusal NO_VIN = Refusal.ofValue("AS-30", "not-a-vin", "vin");
    private static final Refusal NO_ATTEMPT_LEFT =
            Refusal.ofState("AS-10", "no-attempt-left").with("most", 5);
    private static final Refusal OTHER_VERSION =
            new Refusal("API-VERSION", Kind.VERSION, "version-mismatch", null, Map.of()).with("currentVersion", 7);
    private static final Refusal WRONG_ROLE = Refusal.ofRole("AC-01");
    private static final Refusal MALFORMED =
            new Refusal("API-FORM", Kind.MALFORMED, "header-malformed", "If-Match", Map.of());

    private final Things things = new Things();
    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(things)
            .setControllerAdvice(new ProblemAdvice(new Problems(new RefusalWords(), (request, problem) -> {})))
            .setMessageConverters(new JacksonJsonHttpMessageConverter(JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build()))
            .build();

    record Thing(
            @Nullable String name,
            int count,
            @Nullable Part part,
            @Nullable List<Part> parts,
            @Nullable Map<String, Part> byName) {}

    record Part(@Nullable Boolean agreed) {}

    @RestController
    static class Things {

        private Supplier<? extends Exception> failure = IllegalStateException::new;

        @GetMapping("/failing")
        Map<String, String> fail() throws Exception {
            throw failure.get();
        }

        @GetMapping(path = "/things/{number}", produces = MediaType.APPLICATION_JSON_VALUE)
        Map<String, String> one(@PathVariable int number, @RequestParam(defaultValue = "1") int limit) {
            return Map.of();
        }

        @PostMapping(path = "/things", consumes = MediaType.APPLICATION_JSON_VALUE)
        Map<String, String> add(@RequestBody Thing thing) {
            return Map.of();
        }
    }

    private record Answer(int status, JsonNode body, MockHttpServletResponse response) {

        String text(String member) {
            return body.path(member).asString("");
        }

        String code() {
            return text("type").replaceFirst("^urn:lead-ledger:problem:", "");
        }

        List<String> findings() {
            return body.path("findings")
                    .valueStream()
                    .map(finding -> finding.path("code").asString())
                    .toList();
        }
    }

    private Answer refused(Refusal... refusals) throws Exception {
        return failing(() -> new RefusedException(List.of(refusals)));
    }

    private Answer failing(Supplier<? extends Exception> failure) throws Exception {
        things.failure = failure;
        return perform(get("/failing"));
    }

    private Answer add(String json) throws Exception {
        return perform(post("/things").contentType(MediaType.APPLICATION_JSON).content(json));
    }

    private Answer perform(AbstractMockHttpServletRequestBuilder<?> request) throws Exception {
        MockHttpServletResponse response = mvc.perform(request).andReturn().getResponse();
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        JsonNode body = JsonMapper.shared().readTree(response.getContentAsByteArray());
        assertThat(body.path("status").asInt()).isEqualTo(response.getStatus());
        assertThat(body.path("traceId").asString()).matches("[0-9a-f]{32}");
        assertThat(body.has("instance")).isFalse();
        assertThat(response.getContentAsString()).doesNotContain(CANARY);
        for (String header : response.getHeaderNames()) {
            assertThat(response.getHeaders(header)).noneMatch(value -> value.contains(CANARY));
        }
        return new Answer(response.getStatus(), body, response);
    }

    @Nested
    @DisplayName("a refusal")
    class OfRules {

        @ParameterizedTest
        @CsvSource({
            "MALFORMED, 400",
            "UNKNOWN, 404",
            "ROLE, 403",
            "VERSION, 412",
            "STATE, 409",
            "VALUE, 422",
        })
        void hasTheStatusOfItsKind(Kind kind, int status) throws Exception {
            assertThat(refused(new Refusal("AS-10", kind, "not-a-vin", null, Map.of()))
                            .status())
                    .isEqualTo(status);
        }

        @Test
        void tellsTypeTitleDetailRuleFieldAndItselfAsFinding() throws Exception {
            Answer answer = refused(NO_VIN);
            assertThat(answer.response().getContentAsString().replaceAll("[0-9a-f]{32}", "…"))
                    .isEqualTo("{\"type\":\"urn:lead-ledger:problem:not-a-vin\",\"title\":\"Not a correct VIN\","
                            + "\"status\":422,\"detail\":\"" + VIN_SENTENCE + "\",\"rule\":\"AS-30\",\"field\":\"vin\","
                            + "\"findings\":[{\"rule\":\"AS-30\",\"code\":\"not-a-vin\",\"field\":\"vin\","
                            + "\"detail\":\"" + VIN_SENTENCE + "\"}],\"traceId\":\"…\"}");
        }

        private static final String VIN_SENTENCE =
                "A VIN has 17 characters: digits and capital letters without I, O and Q. If it begins with 1 to 5"
                        + " (North America), its check digit must be right.";

        @Test
        void fillsArgumentsIntoItsText() throws Exception {
            assertThat(refused(NO_ATTEMPT_LEFT).text("detail"))
                    .isEqualTo("A lead has at most 5 contact attempts, and all of them are recorded.");
        }

        @Test
        void takesArgumentsAsTheyStand() throws Exception {
            assertThat(refused(Refusal.ofValue("AS-02", "not-one-of", "leadType")
                                    .with("allowed", "$1 {most} \\ 'x'"))
                            .text("detail"))
                    .isEqualTo("This field takes one of these values: $1 {most} \\ 'x'.");
        }

        @Test
        void hasNoFieldIfTheInputIsNotAtFault() throws Exception {
            assertThat(refused(NO_ATTEMPT_LEFT).body().has("field")).isFalse();
        }

        @Test
        void ofAnotherVersionTellsTheCurrentOneInBodyAndETag() throws Exception {
            Answer answer = refused(OTHER_VERSION);
            assertThat(answer.status()).isEqualTo(412);
            assertThat(answer.body().path("currentVersion").asInt()).isEqualTo(7);
            assertThat(answer.response().getHeader(HttpHeaders.ETAG)).isEqualTo("\"7\"");
        }
    }

    @Nested
    @DisplayName("several refusals")
    class Several {

        @Test
        void areAllTold() throws Exception {
            Answer answer = refused(NO_VIN, Refusal.ofValue("AS-01", "field-required", "request.lastName"));
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.code()).isEqualTo("several-findings");
            assertThat(answer.text("detail")).isEqualTo("2 things are wrong with this request; see the findings.");
            assertThat(answer.text("rule")).isEqualTo("AS-30");
            assertThat(answer.body().has("field")).isFalse();
            assertThat(answer.findings()).containsExactly("not-a-vin", "field-required");
        }

        static Stream<List<Refusal>> inOrderOfPrecedence() {
            return Stream.of(
                    List.of(MALFORMED, Refusal.ofUnknownLead()),
                    List.of(Refusal.ofUnknownLead(), WRONG_ROLE),
                    List.of(WRONG_ROLE, OTHER_VERSION),
                    List.of(OTHER_VERSION, NO_ATTEMPT_LEFT),
                    List.of(NO_ATTEMPT_LEFT, NO_VIN));
        }

        @ParameterizedTest
        @MethodSource("inOrderOfPrecedence")
        @DisplayName("are decided by the first of 400, 404, 403, 412, 409, 422, in whatever order they were found")
        void areDecidedByPrecedence(List<Refusal> pair) throws Exception {
            Answer forwards = refused(pair.get(0), pair.get(1));
            Answer backwards = refused(pair.get(1), pair.get(0));
            assertThat(forwards.status()).isEqualTo(refused(pair.get(0)).status());
            assertThat(backwards.status()).isEqualTo(forwards.status());
            assertThat(backwards.findings().getFirst()).isEqualTo(pair.get(0).code());
        }

        @Test
        @DisplayName("tell nothing beside that a lead is unknown or a role may not (AC-01)")
        void doNotTellWhatLiesBehindAClosedDoor() throws Exception {
            assertThat(refused(NO_VIN, Refusal.ofUnknownLead()).findings()).containsExactly("unknown-lead");
            assertThat(refused(NO_ATTEMPT_LEFT, WRONG_ROLE).findings()).containsExactly("role-may-not");
        }
    }

    @Test
    @DisplayName("AC-01: the answers for a missing and for a foreign lead differ in nothing but the trace id")
    void unknownLeadsAreAlike() throws Exception {
        MockHttpServletResponse missing = refused(Refusal.ofUnknownLead()).response();
        MockHttpServletResponse foreign =
                refused(Refusal.ofUnknownLead(), NO_VIN, OTHER_VERSION).response();
        assertThat(withoutTraceId(foreign)).isEqualTo(withoutTraceId(missing));
        assertThat(foreign.getHeaderNames()).containsExactlyElementsOf(missing.getHeaderNames());
        for (String header : missing.getHeaderNames()) {
            assertThat(foreign.getHeaders(header)).isEqualTo(missing.getHeaders(header));
        }
    }

    private static String withoutTraceId(MockHttpServletResponse response) throws Exception {
        return response.getContentAsString().replaceAll("\"traceId\":\"[0-9a-f]{32}\"", "");
    }

    @Nested
    @DisplayName("the language")
    class Language {

        private Answer speaking(String acceptLanguage) throws Exception {
            things.failure = () -> new RefusedException(NO_ATTEMPT_LEFT);
            return perform(get("/failing").header(HttpHeaders.ACCEPT_LANGUAGE, acceptLanguage));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "ja | ja | ディーラーへの連絡の試みは最大5回で、すでにすべて記録されています。",
                    "en | en | A lead has at most 5 contact attempts, and all of them are recorded.",
                    "it | it | Per un lead sono previsti al massimo 5 tentativi di contatto, e sono già stati tutti registrati.",
                })
        void isTheOneAskedFor(String asked, String told, String detail) throws Exception {
            Answer answer = speaking(asked);
            assertThat(answer.response().getHeader(HttpHeaders.CONTENT_LANGUAGE))
                    .isEqualTo(told);
            assertThat(answer.response().getHeader(HttpHeaders.VARY)).isEqualTo("Accept-Language");
            assertThat(answer.text("detail")).isEqualTo(detail);
            assertThat(answer.body().path("findings").path(0).path("detail").asString())
                    .isEqualTo(detail);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "ja-JP | ja",
                    "it-CH, en;q=0.5 | it",
                    "fr, de;q=0.9 | en",
                    "fr, ja;q=0.4 | ja",
                    "en;q=0.3, ja;q=0.8 | ja",
                    "ja;q=0, it | it",
                    "* | en",
                    "nonsense;;;q | en",
                })
        void isTheBestOfThoseAccepted(String asked, String told) throws Exception {
            assertThat(speaking(asked).response().getHeader(HttpHeaders.CONTENT_LANGUAGE))
                    .isEqualTo(told);
        }

        @Test
        void isEnglishIfNoneIsAskedForWhateverTheMachineSpeaks() throws Exception {
            Locale machines = Locale.getDefault();
            Locale.setDefault(Locale.JAPAN);
            try {
                assertThat(refused(NO_VIN).response().getHeader(HttpHeaders.CONTENT_LANGUAGE))
                        .isEqualTo("en");
            } finally {
                Locale.setDefault(machines);
            }
        }

        @ParameterizedTest
        @EnumSource
        void ofWordsElsewhereIsTheSame(ProblemLanguage language) {
            assertThat(new RefusalWords().detail(NO_ATTEMPT_LEFT, language.locale()))
                    .isEqualTo(new RefusalWords().detail("no-attempt-left", Map.of("most", "5"), language));
        }
    }

    @Nested
    @DisplayName("a body")
    class Body {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{\"count\": 1, \"colour\": \"canary4711\"}                  | colour",
                    "{\"count\": 1, \"part\": {\"size\": \"canary4711\"}}         | part.size",
                    "{\"count\": 1, \"parts\": [{}, {\"size\": \"canary4711\"}]}   | parts[1].size",
                    "{\"count\": 1, \"byName\": {\"EMAIL\": {\"size\": \"canary4711\"}}} | byName.EMAIL.size",
                })
        @DisplayName("AC-02: with an unknown field is refused, and the field is named")
        void withUnknownField(String json, String field) throws Exception {
            Answer answer = add(json);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("unknown-field");
            assertThat(answer.text("rule")).isEqualTo("AC-02");
            assertThat(answer.text("field")).isEqualTo(field);
        }

        @Test
        void withDataInPlaceOfAFieldsNameIsNotRepeated() throws Exception {
            assertThat(add("{\"count\": 1, \"canary4711@example.com\": 1}")
                            .body()
                            .has("field"))
                    .isFalse();
            assertThat(add("{\"count\": 1, \"byName\": {\"090 canary4711\": {\"size\": 1}}}")
                            .text("field"))
                    .isEqualTo("byName");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{\"count\": \"canary4711\"}                               | count",
                    "{\"count\": null}                                          | count",
                    "{\"count\": 1, \"name\": {\"a\": \"canary4711\"}}            | name",
                    "{\"count\": 1, \"part\": {\"agreed\": \"canary4711\"}}       | part.agreed",
                    "{\"count\": 1, \"parts\": [{\"agreed\": \"canary4711\"}]}     | parts[0].agreed",
                    "{\"count\": 1, \"parts\": \"canary4711\"}                   | parts",
                })
        void withAValueOfTheWrongTypeNamesTheField(String json, String field) throws Exception {
            Answer answer = add(json);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("wrong-type");
            assertThat(answer.text("field")).isEqualTo(field);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"name\": \"canary4711\"",
                    "canary4711",
                    "[\"canary4711\"]",
                    "\"canary4711\"",
                    "{\"count\": 1} canary4711",
                    "<xml>canary4711</xml>"
                })
        void thatIsNotTheJsonNeededIsMalformed(String json) throws Exception {
            Answer answer = add(json);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("body-malformed");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "null"})
        void thatIsMissingIsToldAsMissing(String json) throws Exception {
            Answer answer = add(json);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("body-missing");
        }

        @Test
        void ofAnotherMediaTypeIs415AndTellsTheRightOne() throws Exception {
            Answer answer =
                    perform(post("/things").contentType("text/x-canary4711").content(CANARY));
            assertThat(answer.status()).isEqualTo(415);
            assertThat(answer.code()).isEqualTo("media-type-not-supported");
            assertThat(answer.response().getHeader(HttpHeaders.ACCEPT)).contains("application/json");
        }

        @Test
        void ofNoMediaTypeIs415() throws Exception {
            assertThat(perform(post("/things").content(CANARY)).status()).isEqualTo(415);
        }

        @Test
        void thatIsTooLargeIs413() throws Exception {
            Answer answer = failing(() -> new MaxUploadSizeExceededException(1));
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.code()).isEqualTo("content-too-large");
        }
    }

    @Nested
    @DisplayName("a request")
    class OfRequests {

        @ParameterizedTest
        @CsvSource({"/things/canary4711, number", "/things/1?limit=canary4711, limit", "/things/9999999999, number"})
        void withAParameterOfTheWrongTypeIs400AndNamesIt(String address, String parameter) throws Exception {
            Answer answer = perform(get(address));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("parameter-malformed");
            assertThat(answer.text("field")).isEqualTo(parameter);
        }

        @Test
        void forAnUnknownPathIs404() throws Exception {
            Answer answer = perform(get("/" + CANARY + "?q=" + CANARY));
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("not-found");
        }

        @Test
        void withTheWrongMethodIs405AndTellsTheRightOne() throws Exception {
            Answer answer = perform(put("/things").content(CANARY));
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.code()).isEqualTo("method-not-allowed");
            assertThat(answer.response().getHeader(HttpHeaders.ALLOW)).isEqualTo("POST");
        }

        @Test
        void thatAcceptsNothingThereIsIs406AndStillToldInJson() throws Exception {
            Answer answer = perform(get("/things/1").accept("image/x-canary4711"));
            assertThat(answer.status()).isEqualTo(406);
            assertThat(answer.code()).isEqualTo("not-acceptable");
        }

        @Test
        void thatIsRefusedIsToldInJsonWhateverItAccepts() throws Exception {
            things.failure = () -> new RefusedException(NO_VIN);
            assertThat(perform(get("/failing").accept(MediaType.TEXT_HTML)).status())
                    .isEqualTo(422);
        }
    }

    @Nested
    @DisplayName("an outage")
    class Outages {

        static Stream<Supplier<Exception>> outages() {
            return Stream.of(
                    () -> ledgerUnavailable(),
                    () -> new CompletionException(ledgerUnavailable()),
                    () -> new DataAccessResourceFailureException(CANARY),
                    () -> new CannotGetJdbcConnectionException(CANARY),
                    () -> new UncategorizedSQLException(CANARY, CANARY, new SQLException(CANARY, "57P01")),
                    () -> new IllegalStateException(CANARY, new SQLException(CANARY, "08006")));
        }

        @ParameterizedTest
        @MethodSource("outages")
        void is503WithRetryAfter(Supplier<Exception> outage, CapturedOutput log) throws Exception {
            Answer answer = failing(outage);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("service-unavailable");
            assertThat(answer.response().getHeader(HttpHeaders.RETRY_AFTER)).isEqualTo("5");
            assertThat(log.getAll()).contains(answer.text("traceId")).doesNotContain(CANARY);
        }

        @Test
        void ofAReadModelThatIsBehindIs503AndAsksToComeBackSoon() throws Exception {
            Answer answer = failing(() -> new NotYetVisibleException("lead-list"));
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("not-visible-yet");
            assertThat(answer.response().getHeader(HttpHeaders.RETRY_AFTER)).isEqualTo("1");
        }

        @Test
        void ofAnExportTooManyIs503AndAsksToComeBackLater() throws Exception {
            Answer answer = failing(TooManyExportsException::new);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("no-export-left");
            assertThat(answer.response().getHeader(HttpHeaders.RETRY_AFTER)).isEqualTo("5");
        }

        @Test
        void ofAnExportThatBrokeOffIsLeftToTheWebServerWhichCutsTheConnection() {
            BrokenExportException broken = new BrokenExportException(new IllegalStateException(CANARY));
            assertThatThrownBy(() -> failing(() -> broken)).hasRootCause(broken.getCause());
        }

        private static RuntimeException ledgerUnavailable() {
            try {
                Constructor<LedgerUnavailableException> constructor =
                        LedgerUnavailableException.class.getDeclaredConstructor(String.class, Throwable.class);
                constructor.setAccessible(true);
                return constructor.newInstance(CANARY, null);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
            }
        }
    }

    @Nested
    @DisplayName("a defect")
    class Defects {

        static Stream<Supplier<Exception>> defects() {
            return Stream.of(
                    () -> new IllegalStateException(CANARY),
                    () -> new IllegalStateException(CANARY, new SQLException(CANARY, "23505")),
                    () -> new Exception(CANARY));
        }

        @ParameterizedTest
        @MethodSource("defects")
        void is500WithoutInternals(Supplier<Exception> defect) throws Exception {
            Answer answer = failing(defect);
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.code()).isEqualTo("internal-error");
            assertThat(answer.response().getContentAsString()).doesNotContain("Exception", "leadledger.", "23505");
        }

        @Test
        @DisplayName("is logged with trace id, exception and stack, without its message and the request (AC-05)")
        void isLogged(CapturedOutput log) throws Exception {
            things.failure = () -> new IllegalStateException(CANARY, new SQLException(CANARY, "23505"));
            Answer answer = perform(get("/failing?q=" + CANARY).header("X-Canary", CANARY));
            assertThat(log.getAll())
                    .contains(answer.text("traceId"))
                    .contains("java.lang.IllegalStateException")
                    .contains("Caused by: java.sql.SQLException SQLSTATE 23505")
                    .contains("\tat leadledger.app.problems.ProblemAdviceTest")
                    .doesNotContain(CANARY);
        }

        @Test
        void hasATraceIdOfItsOwnEachTime() throws Exception {
            assertThat(failing(IllegalStateException::new).text("traceId"))
                    .isNotEqualTo(failing(IllegalStateException::new).text("traceId"));
        }
    }

    @Test
    void whoIsNotLetInIsLeftToTheSecurityFilters() {
        things.failure = () -> new AccessDeniedException("no token");
        assertThat(catchThrowable(() -> mvc.perform(get("/failing"))))
                .hasRootCauseInstanceOf(AccessDeniedException.class);
    }
}

package leadledger.command.sales.capturelead;

import static java.nio.charset.StandardCharsets.UTF_8;
import static leadledger.command.sales.SalesReference.OPEN;
import static leadledger.command.sales.SalesStory.CALL_CENTER;
import static leadledger.command.sales.SalesStory.CAPTURED;
import static leadledger.command.sales.SalesStory.INTAKE;
import static leadledger.command.sales.SalesStory.MANAGER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import leadledger.command.desk.CommandHttp;
import leadledger.command.desk.DeskFixture;
import leadledger.command.desk.DeskFixture.Node;
import leadledger.command.sales.SalesCaller;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.MethodParameter;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("SA-01: leads are captured over HTTP, in JSON and in ADF")
class CaptureLeadApiTest {

    private static final String JSON = """
            {"market":"JP","brand":"ALFA","source":"WEB_FORM","customer":{"lastName":"山田"},
             "providerIds":[{"source":"Portal","id":"1"}]}""";
    private static final String ADF = """
            <?xml version="1.0" encoding="Shift_JIS"?><?adf version="1.0"?>
            <adf><prospect><id source="Portal">1</id><customer><contact><name part="last">山田</name>
            <name part="first">花子</name></contact></customer></prospect></adf>""";
    private static final String ADF_ADDRESS = "/api/v1/sales/leads/adf?market=JP&brand=ALFA&source=WEB_FORM";

    @RegisterExtension
    final DeskFixture fixture = new DeskFixture(CAPTURED);

    private final Node node = fixture.node();
    private SalesCaller caller = INTAKE;
    private final MockMvc web = MockMvcBuilders.standaloneSetup(new CaptureLeadApi(
                    node.desk(), fixture.http(OPEN), fixture.numbers(), node.providerIds(), OPEN, fixture.clock()))
            .setCustomArgumentResolvers(new HandlerMethodArgumentResolver() {
                @Override
                public boolean supportsParameter(MethodParameter parameter) {
                    return parameter.getParameterType() == Actor.class;
                }

                @Override
                public Actor resolveArgument(
                        MethodParameter parameter,
                        @Nullable ModelAndViewContainer container,
                        NativeWebRequest request,
                        @Nullable WebDataBinderFactory binders) {
                    return caller.actor();
                }
            })
            .build();

    private MockHttpServletResponse send(MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request).andReturn().getResponse();
    }

    private static MockHttpServletRequestBuilder json(String body) {
        return post("/api/v1/sales/leads").contentType("application/json").content(body.getBytes(UTF_8));
    }

    private static MockHttpServletRequestBuilder adf(String type, byte[] body) {
        return post(ADF_ADDRESS).contentType(type).content(body);
    }

    private static JsonNode body(MockHttpServletResponse response) throws Exception {
        return JsonMapper.shared().readTree(response.getContentAsString(UTF_8));
    }

    private List<String> payloads() {
        return fixture.column(
                "select convert_from(payload, 'UTF8') from ledger.event where type = 'sales.lead-captured'");
    }

    private void refuses(MockHttpServletRequestBuilder request, Refusal refusal) {
        assertThatThrownBy(() -> send(request))
                .cause()
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusals()).containsExactly(refusal));
    }

    @Test
    @DisplayName("a new lead is 201 with its address; the same again 200 with its id and no personal data")
    void capturedAndSentAgain() throws Exception {
        MockHttpServletResponse first = send(json(JSON));
        assertThat(first.getStatus()).isEqualTo(201);
        String id = body(first).get("id").asString();
        assertThat(first.getHeader("Location")).isEqualTo("/api/v1/sales/leads/" + id);
        assertThat(first.getHeader("ETag")).isEqualTo("\"1\"");
        assertThat(first.getHeader(CommandHttp.LEDGER_POSITION)).isEqualTo("1");
        assertThat(body(first).get("reference").asString()).matches("SL-2026-\\d{6}");

        MockHttpServletResponse again = send(json(JSON.replace("山田", "田中")));
        assertThat(again.getStatus()).isEqualTo(200);
        assertThat(body(again).get("id").asString()).isEqualTo(id);
        assertThat(again.getContentAsString(UTF_8)).doesNotContain("山田", "田中");
        assertThat(payloads()).singleElement().asString().contains("山田");
    }

    @Test
    @DisplayName("the same key and body gives the first answer again, its status included")
    void underAKey() throws Exception {
        MockHttpServletResponse first = send(json(JSON).header("Idempotency-Key", "k1"));
        MockHttpServletResponse replayed = send(json(JSON).header("Idempotency-Key", "k1"));
        assertThat(replayed.getStatus()).isEqualTo(first.getStatus()).isEqualTo(201);
        assertThat(replayed.getContentAsString()).isEqualTo(first.getContentAsString());
        assertThat(send(json(JSON).header("Idempotency-Key", "k2")).getStatus()).isEqualTo(200);
        assertThat(send(json(JSON).header("Idempotency-Key", "k2")).getStatus()).isEqualTo(200);
        refuses(
                json(JSON.replace("山田", "田中")).header("Idempotency-Key", "k1"),
                new Refusal(
                        "API-IDEMPOTENCY", Refusal.Kind.VALUE, "idempotency-key-reused", "Idempotency-Key", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "text/xml", "application/x-adf+xml", "text/xml;charset=Shift_JIS"})
    @DisplayName("ADF is taken under the types that it is sent with, in the encoding that it declares")
    void adf(String type) throws Exception {
        MockHttpServletResponse response = send(adf(type, ADF.getBytes(Charset.forName("Shift_JIS"))));
        assertThat(response.getStatus()).isEqualTo(201);
        assertThat(payloads()).singleElement().asString().contains("\"山田\"", "\"花子\"", "\"ja\"");
        assertThat(send(json(JSON)).getStatus()).as("the same id in JSON").isEqualTo(200);
    }

    @Test
    void otherTypesAreNotTaken() throws Exception {
        assertThat(send(adf("application/json", JSON.getBytes(UTF_8))).getStatus())
                .isEqualTo(415);
        assertThat(send(json(JSON).contentType("application/xml")).getStatus()).isEqualTo(415);
    }

    @Test
    @DisplayName("AC-01: who does not capture is told so before anything is read")
    void roles() throws Exception {
        caller = MANAGER;
        refuses(json(JSON), Refusal.ofRole("SA-01"));
        refuses(adf("text/xml", "no xml".getBytes(UTF_8)), Refusal.ofRole("SA-01"));
        caller = CALL_CENTER;
        assertThat(send(json(JSON.replace("\"market\":\"JP\",", ""))).getStatus())
                .isEqualTo(201);
        refuses(json(JSON.replace("\"JP\"", "\"IT\"")), Refusal.ofValue("AC-02", "field-not-yours-to-set", "market"));
    }

    @Test
    @DisplayName("what is refused claims no id")
    void refusedClaimsNothing() {
        refuses(json(JSON.replace("ALFA", "NONE")), Refusal.ofValue("SA-01", "unknown-brand", "brand"));
        assertThat(fixture.column("select lead_id::text from ledger.provider_id"))
                .isEmpty();
        assertThat(payloads()).isEmpty();
    }
}

package leadledger.command.sales.capturelead;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import leadledger.command.sales.capturelead.XmlBody.Element;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Refusal.Kind;
import leadledger.events.shared.RefusedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("AC-06: XML is read within limits, and nothing in it does anything")
class XmlBodyTest {

    private static final Refusal HAS_DOCUMENT_TYPE = malformed("xml-has-document-type");

    private static Refusal malformed(String code) {
        return new Refusal("API-FORM", Kind.MALFORMED, code, null, Map.of());
    }

    private static Refusal malformedIn(int line) {
        return malformed("xml-malformed").with("line", line);
    }

    private static Element read(String xml) {
        return XmlBody.read(xml.getBytes(UTF_8), null);
    }

    private static void refuses(String xml, Refusal refusal) {
        refuses(xml.getBytes(UTF_8), null, refusal);
    }

    private static void refuses(byte[] xml, @Nullable Charset told, Refusal refusal) {
        assertThatThrownBy(() -> XmlBody.read(xml, told))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusals()).containsExactly(refusal));
    }

    @Test
    void elementsAttributesAndTexts() {
        Element adf = read("""
                <?xml version="1.0"?>
                <?ADF VERSION "1.0"?>
                <ADF><!-- nothing --><Prospect Status=" new ">a<![CDATA[ <&]]>b &lt;&#x9ad9;<id/></Prospect></ADF>
                <!-- nothing -->
                """);
        Element prospect = adf.first("prospect");
        assertThat(adf.name()).isEqualTo("adf");
        assertThat(prospect.text()).isEqualTo("a <&b <髙");
        assertThat(prospect.attributes()).containsExactly(Map.entry("status", "new"));
        assertThat(prospect.all("id")).hasSize(1);
        assertThat(adf.first("missing").text()).isNull();
    }

    @Test
    void namespacesAreLeftAside() {
        Element adf = read("<a:adf xmlns:a='urn:a' xmlns='urn:b'><prospect a:status='new'/></a:adf>");
        assertThat(adf.name()).isEqualTo("adf");
        assertThat(adf.first("prospect").attributes()).containsExactly(Map.entry("status", "new"));
    }

    @Test
    @DisplayName("A billion laughs are a document type, and so refused before one is laughed")
    void billionLaughs() {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE adf [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 40; i++) {
            laughs.append("<!ENTITY a%d \"&a%d;&a%d;&a%d;\">".formatted(i, i - 1, i - 1, i - 1));
        }
        refuses(laughs + "]><adf>&a39;</adf>", HAS_DOCUMENT_TYPE);
    }

    @Test
    @DisplayName("Nothing outside is read: neither a file nor an address")
    void externalEntities(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "canary");
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            String address = "http://localhost:" + server.getAddress().getPort() + "/";
            for (String outside : new String[] {secret.toUri().toString(), address}) {
                refuses("<!DOCTYPE adf [<!ENTITY x SYSTEM \"" + outside + "\">]><adf>&x;</adf>", HAS_DOCUMENT_TYPE);
                refuses("<!DOCTYPE adf SYSTEM \"" + outside + "\"><adf/>", HAS_DOCUMENT_TYPE);
                refuses("<!DOCTYPE adf [<!ENTITY % x SYSTEM \"" + outside + "\"> %x;]><adf/>", HAS_DOCUMENT_TYPE);
            }
        } finally {
            server.stop(0);
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    @DisplayName("What is malformed is told by its line, and by nothing of its content")
    void malformed() {
        refuses("<adf>\n<prospect>\n</adf>", malformedIn(3));
        refuses("", malformedIn(1));
        refuses("canary", malformedIn(1));
        refuses("<adf>\n&canary;</adf>", malformedIn(2));
        refuses("<adf a='1' a='2'/>", malformedIn(1));
        refuses("<adf/><adf/>", malformedIn(1));
        refuses("<?adf version='1.0'?>\n<?xml version='1.0'?><adf/>", malformedIn(2));
        refuses("<adf>\u0001</adf>", malformedIn(1));
        assertThatThrownBy(() -> read("<adf>\n<canary></adf>"))
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }

    @Test
    void depth() {
        int most = XmlBody.MOST_DEPTH;
        assertThat(read("<a>".repeat(most) + "</a>".repeat(most)).name()).isEqualTo("a");
        refuses(
                "<a>".repeat(most + 1) + "</a>".repeat(most + 1),
                new Refusal("AC-06", Kind.VALUE, "xml-too-deep", null, Map.of("most", "32")));
        refuses("<a>".repeat(16_000), new Refusal("AC-06", Kind.VALUE, "xml-too-deep", null, Map.of("most", "32")));
    }

    @Test
    void number() {
        int most = XmlBody.MOST_NODES;
        assertThat(read("<a>" + "<b/>".repeat(most - 1) + "</a>").children()).hasSize(most - 1);
        Refusal tooLarge = new Refusal("AC-06", Kind.VALUE, "xml-too-large", null, Map.of("most", "5000"));
        refuses("<a>" + "<b/>".repeat(most) + "</a>", tooLarge);
        refuses("<a>" + "<b c='1'/>".repeat(most / 2) + "</a>", tooLarge);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UTF-8", "utf-8", "Shift_JIS", "shift_jis", "Windows-31J", "EUC-JP", "ISO-2022-JP", "x-sjis"})
    @DisplayName("Japanese in the encoding that the prolog declares")
    void encodings(String encoding) {
        String xml = "<?xml version=\"1.0\" encoding='" + encoding + "'?><adf>山田 花子 カナ</adf>";
        assertThat(XmlBody.read(xml.getBytes(Charset.forName(encoding)), null).text())
                .isEqualTo("山田 花子 カナ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Shift_JIS", "x-sjis", "MS932"})
    @DisplayName("What calls itself Shift_JIS may have Windows' characters in it")
    void windowsCharacters(String encoding) {
        String xml = "<?xml version=\"1.0\" encoding=\"" + encoding + "\"?><adf>髙﨑①</adf>";
        assertThat(XmlBody.read(xml.getBytes(Charset.forName("windows-31j")), null)
                        .text())
                .isEqualTo("髙﨑①");
    }

    @Test
    @DisplayName("A byte order mark, and the header's charset, count before the prolog")
    void markAndHeader() {
        assertThat(read("\uFEFF<?xml version='1.0'?><adf>髙</adf>").text()).isEqualTo("髙");
        assertThat(XmlBody.read("<?xml version='1.0' encoding='UTF-16'?><adf>髙</adf>".getBytes(UTF_16), null)
                        .text())
                .isEqualTo("髙");
        byte[] inJis = "<?xml version='1.0' encoding='UTF-8'?><adf>花</adf>".getBytes(Charset.forName("Shift_JIS"));
        assertThat(XmlBody.read(inJis, Charset.forName("Shift_JIS")).text()).isEqualTo("花");
    }

    @ParameterizedTest
    @CsvSource({"no-such-charset, xml-encoding-unknown", "US-ASCII, xml-encoding-broken", "UTF-8, xml-encoding-broken"})
    @DisplayName("Broken characters are refused, not replaced")
    void brokenEncodings(String encoding, String code) {
        byte[] inJis = ("<?xml version='1.0' encoding='" + encoding + "'?><adf>花</adf>")
                .getBytes(Charset.forName("Shift_JIS"));
        refuses(inJis, null, malformed(code));
    }
}

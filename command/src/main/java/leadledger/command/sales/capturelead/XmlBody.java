package leadledger.command.sales.capturelead;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Refusal.Kind;
import leadledger.events.shared.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * XML as others send it, read into elements within limits (AC-06): no document type, so no entity of its own, nothing fetched
 * and nothing expanded; bounded in depth and number. Whatever is wrong with it is told without quoting it (LG-22).
 */
final class XmlBody {

    /** How deep elements may lie in each other. */
    static final int MOST_DEPTH = 32;
    /** Most elements and attributes together. */
    static final int MOST_NODES = 5_000;

    private static final String FORM = "API-FORM";
    private static final int PROLOG_BYTES = 200;
    private static final Pattern DECLARED =
            Pattern.compile("<\\?xml\\s[^>]*?encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]{0,39})[\"']");

    /** What calls itself Shift_JIS has characters of Windows in it, such as 髙 and ①, and is read as browsers read it. */
    private static final Set<String> SHIFT_JIS =
            Set.of("shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "csshiftjis", "cp932", "ms932");

    private static final XMLInputFactory FACTORY = factory();

    private XmlBody() {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing is fetched");
        });
        return factory;
    }

    /**
     * An element. Names are in small letters: senders do not agree about case. Whoever makes something of it takes it, so that
     * what is left over can be found.
     */
    static final class Element {

        private final String name;
        private final Map<String, String> attributes = new LinkedHashMap<>();
        private final Set<String> takenAttributes = new HashSet<>();
        private final List<Element> children = new ArrayList<>();
        private final StringBuilder content = new StringBuilder();
        private boolean taken;

        Element(String name) {
            this.name = name;
        }

        String name() {
            return name;
        }

        /** All elements of a name in this one, in order. */
        List<Element> all(String childsName) {
            return children.stream()
                    .filter(child -> child.name.equals(childsName))
                    .toList();
        }

        /** The first element of a name in this one; an empty one if there is none. */
        Element first(String childsName) {
            return children.stream()
                    .filter(child -> child.name.equals(childsName))
                    .findFirst()
                    .orElseGet(() -> new Element(childsName));
        }

        List<Element> children() {
            return children;
        }

        Map<String, String> attributes() {
            return attributes;
        }

        /** An attribute in small letters; the given text if it is not there. */
        String attribute(String attribute, String otherwise) {
            return attributes.getOrDefault(attribute, otherwise).strip().toLowerCase(Locale.ROOT);
        }

        /** What stands in it beside elements, without white space around it; null if nothing does. */
        @Nullable
        String text() {
            String text = content.toString().strip();
            return text.isEmpty() ? null : text;
        }

        void take() {
            taken = true;
        }

        void take(String attribute) {
            takenAttributes.add(attribute);
        }

        boolean isTaken() {
            return taken;
        }

        boolean isTaken(String attribute) {
            return takenAttributes.contains(attribute);
        }
    }

    /**
     * The outermost element.
     *
     * @param told the encoding that the request's header tells, which counts before what the XML itself says
     * @throws RefusedException when it cannot be read, or is beyond the limits
     */
    static Element read(byte[] bytes, @Nullable Charset told) {
        String text = decode(bytes, told);
        try {
            XMLStreamReader xml = FACTORY.createXMLStreamReader(new StringReader(text));
            try {
                return read(xml);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            throw malformed(e.getLocation() == null ? 1 : e.getLocation().getLineNumber());
        }
    }

    private static Element read(XMLStreamReader xml) throws XMLStreamException {
        Deque<Element> open = new ArrayDeque<>();
        Element root = null;
        int nodes = 0;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    Element element = element(xml);
                    nodes += 1 + element.attributes.size();
                    if (nodes > MOST_NODES) {
                        throw refused("xml-too-large", "most", MOST_NODES);
                    }
                    if (open.isEmpty()) {
                        root = element;
                    } else {
                        open.element().children.add(element);
                    }
                    open.push(element);
                    if (open.size() > MOST_DEPTH) {
                        throw refused("xml-too-deep", "most", MOST_DEPTH);
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> open.pop();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!open.isEmpty()) {
                        open.element().content.append(xml.getText());
                    }
                }
                case XMLStreamConstants.DTD -> throw malformed(FORM, "xml-has-document-type");
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw malformed(xml.getLocation().getLineNumber());
                default -> {
                    // Comments, and instructions such as <?adf version="1.0"?>.
                }
            }
        }
        if (root == null) {
            throw malformed(1);
        }
        return root;
    }

    private static Element element(XMLStreamReader xml) {
        Element element = new Element(xml.getLocalName().toLowerCase(Locale.ROOT));
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            element.attributes.put(
                    xml.getAttributeLocalName(i).toLowerCase(Locale.ROOT),
                    xml.getAttributeValue(i).strip());
        }
        return element;
    }

    private static String decode(byte[] bytes, @Nullable Charset told) {
        Charset charset = told == null ? declared(bytes) : lenient(told.name());
        try {
            String text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw malformed(FORM, "xml-encoding-broken");
        }
    }

    private static Charset declared(byte[] bytes) {
        int first = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
        if (first == 0xfeff || first == 0xfffe) {
            return UTF_16;
        }
        String prolog = new String(bytes, 0, Math.min(bytes.length, PROLOG_BYTES), ISO_8859_1);
        Matcher matcher = DECLARED.matcher(prolog);
        return matcher.lookingAt() ? lenient(matcher.group(1)) : UTF_8;
    }

    private static Charset lenient(String name) {
        try {
            return Charset.forName(SHIFT_JIS.contains(name.toLowerCase(Locale.ROOT)) ? "windows-31j" : name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw malformed(FORM, "xml-encoding-unknown");
        }
    }

    private static RefusedException malformed(int line) {
        return new RefusedException(
                new Refusal(FORM, Kind.MALFORMED, "xml-malformed", null, Map.of()).with("line", line));
    }

    private static RefusedException malformed(String rule, String code) {
        return new RefusedException(new Refusal(rule, Kind.MALFORMED, code, null, Map.of()));
    }

    private static RefusedException refused(String code, String argument, int value) {
        return new RefusedException(new Refusal("AC-06", Kind.VALUE, code, null, Map.of()).with(argument, value));
    }
}

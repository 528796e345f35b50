package leadledger.app.problems;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Each code of a finding has a title and a detail in each language")
class ProblemTextsTest {

    private static final List<String> MODULES = List.of("events", "command", "query", "app");

    private static SourceCodes codes;

    private final RefusalWords words = new RefusalWords();

    @BeforeAll
    static void readSources() throws IOException {
        List<JavaFileObject> sources = new ArrayList<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(checkout().resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    sources.add(source(file.toString(), Files.readString(file)));
                }
            }
        }
        codes = SourceCodes.of(sources);
    }

    private static Path checkout() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("events/src/main/java"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static JavaFileObject source(String name, String text) {
        return new SimpleJavaFileObject(
                URI.create("string:///" + name.replace('\\', '/').replaceAll("[^A-Za-z0-9/._-]", "_")),
                JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    @Test
    void theSourcesGiveCodesInAllTheirWays() {
        assertThat(codes.argumentsByCode())
                .containsKeys(
                        "unknown-lead", // new Refusal(…)
                        "role-may-not", // in a factory of Refusal
                        "no-attempt-left", // Refusal.ofState
                        "field-not-yours-to-set", // Refusal.ofValue
                        "text-too-long", // Fields.fault
                        "not-a-vin", // Fields.matching
                        "unknown-view", // in the query module
                        "several-findings", // a constant
                        "unauthenticated"); // made by a method
        assertThat(codes.unreadable()).isEmpty();
    }

    @Test
    void readerFindsWhatIsPlantedForIt() throws IOException {
        SourceCodes planted = SourceCodes.of(List.of(source("Planted.java", """
                class Planted {
                    static final String CONSTANT = "by-constant";
                    void fault(String code, String field) {}
                    void fault(String code, String field, String argument, Object value) {}
                    Refusal ofState(String rule, String code) { return new Refusal(rule, code, Map.of()); }
                    record Refusal(String rule, String code, Map<String, String> arguments) {}
                    void give(boolean one, String hidden) {
                        fault("by-call", "field");
                        fault("with-argument", "field", "most", 5);
                        ofState("AS-1", one ? "by-choice" : "by-other-choice").with("first", 1).with("second", 2);
                        new Refusal("AS-1", "with-map", Map.of("count", "1"));
                        fault(CONSTANT, "field");
                        fault("twice", "field", "most", 5);
                        fault("twice", "field");
                        fault(hidden, "field");
                    }
                }
                """)));
        assertThat(planted.argumentsByCode())
                .isEqualTo(Map.of(
                        "by-call", Set.of(),
                        "with-argument", Set.of("most"),
                        "by-choice", Set.of("first", "second"),
                        "by-other-choice", Set.of("first", "second"),
                        "with-map", Set.of("count"),
                        "by-constant", Set.of(),
                        "twice", Set.of()));
        assertThat(planted.unreadable()).singleElement().asString().contains("fault(hidden");
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeHasItsTextsAndEveryTextItsCode(ProblemLanguage language) {
        Set<String> wanted = new TreeSet<>();
        codes.argumentsByCode().keySet().forEach(code -> {
            wanted.add(code + RefusalWords.TITLE);
            wanted.add(code + RefusalWords.DETAIL);
        });
        assertThat(new TreeSet<>(words.texts(language).stringPropertyNames())).isEqualTo(wanted);
    }

    @ParameterizedTest
    @EnumSource
    void textsNameOnlyArgumentsThatEveryPlaceGives(ProblemLanguage language) {
        Properties texts = words.texts(language);
        codes.argumentsByCode().forEach((code, given) -> {
            assertThat(arguments(texts.getProperty(code + RefusalWords.TITLE)))
                    .as("title of %s", code)
                    .isEmpty();
            assertThat(given == null ? Set.<String>of() : given)
                    .as("arguments for %s", code)
                    .containsAll(arguments(texts.getProperty(code + RefusalWords.DETAIL)));
        });
    }

    @ParameterizedTest
    @EnumSource
    void translationsNameTheSameArguments(ProblemLanguage language) {
        Properties english = words.texts(ProblemLanguage.ENGLISH);
        words.texts(language)
                .forEach((key, text) -> assertThat(arguments((String) text))
                        .as("arguments of %s", key)
                        .isEqualTo(arguments(english.getProperty((String) key))));
    }

    @ParameterizedTest
    @EnumSource
    void noKeyStandsTwiceAndNoTextIsEmptyOrHasStrayBraces(ProblemLanguage language) throws IOException {
        Path file =
                checkout().resolve("app/src/main/resources/problems/messages" + language.fileSuffix() + ".properties");
        assertThat(Files.readString(file, UTF_8)
                        .lines()
                        .filter(line -> line.contains(" = "))
                        .map(line -> line.substring(0, line.indexOf(" = "))))
                .doesNotHaveDuplicates()
                .hasSameSizeAs(words.texts(language).keySet());
        assertThat(words.texts(language).values())
                .map(String.class::cast)
                .allSatisfy(text -> assertThat(text.replaceAll(RefusalWords.ARGUMENT.pattern(), "x"))
                        .isNotBlank()
                        .doesNotContain("{", "}", "''", "\uFFFD"));
    }

    @Test
    void japaneseDetailsAreSentences() {
        words.texts(ProblemLanguage.JAPANESE).forEach((key, text) -> {
            if (((String) key).endsWith(RefusalWords.DETAIL)) {
                assertThat((String) text).as("%s", key).endsWith("。").containsPattern("[ぁ-ん]");
            }
        });
    }

    private static Set<String> arguments(String text) {
        return RefusalWords.ARGUMENT
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

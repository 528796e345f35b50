package leadledger.query.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** After a change that is meant, run with {@code -Dexplanations.write=true} and read the difference. */
@DisplayName("SL-30: how the worked cases are explained")
class ApprovedExplanationsTest {

    private static final Path FOLDER = Path.of("src/test/resources/approved-explanations");

    record Sample(WorkedCase worked, Language language) {

        String file() {
            return worked.name() + "." + language.code() + ".txt";
        }

        String rendered() {
            ZoneId zone = ZoneId.of(language == Language.ITALIAN ? "Europe/Rome" : "Asia/Tokyo");
            return worked.verdicts().stream()
                    .map(verdict -> String.join("\n", Explanation.of(verdict, language.locale(), zone)))
                    .collect(Collectors.joining("\n\n", "", "\n"));
        }
    }

    static Stream<Sample> samples() {
        return WorkedCase.all().stream()
                .flatMap(worked -> Stream.of(Language.values()).map(language -> new Sample(worked, language)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isAsApproved(Sample sample) throws IOException {
        Path file = FOLDER.resolve(sample.file());
        if (Boolean.getBoolean("explanations.write")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, sample.rendered());
        }

        assertThat(sample.rendered()).isEqualTo(Files.readString(file));
    }

    @Test
    void noApprovedFileIsLeftOver() throws IOException {
        Set<String> expected = samples().map(Sample::file).collect(Collectors.toSet());

        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()).toList())
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }
}

package leadledger.query.mail.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leadledger.events.mail.MailKind;
import leadledger.events.mail.Recipient;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every e-mail in every language, as a file of {@code approved-mails}. After a change of wording run this with {@code
 * -Dmails.write=true} and read what has become of them.
 */
@DisplayName("AS-22, AS-52: what customers and dealers read")
class ApprovedMailsTest {

    private static final Path FOLDER = Path.of("src/test/resources/approved-mails");

    record Sample(MailKind kind, Recipient recipient, Locale language) {

        String file() {
            return kind + "." + recipient + "." + language + ".txt";
        }

        String rendered() {
            MailDraft draft = MailDraft.of(kind, recipient).sequence(2);
            MailContent mail = (language.equals(Locale.ITALIAN)
                            ? draft.named("Mario Rossi")
                                    .dealer("Assistenza Milano", "service@milano.example", "Europe/Rome")
                            : draft)
                    .composed(language);
            CalendarPart calendar = mail.calendar();
            return String.join(
                    "\n",
                    "Subject: " + mail.subject(),
                    "",
                    mail.text(),
                    "=== HTML ===",
                    mail.html(),
                    "=== " + (calendar == null ? "no calendar" : calendar.contentType()) + " ===",
                    calendar == null ? "" : new String(calendar.ics(), UTF_8).replace("\r\n", "\n"));
        }
    }

    static Stream<Sample> samples() {
        return Stream.of(MailKind.values())
                .flatMap(kind -> Stream.of(Recipient.values())
                        .filter(recipient -> kind != MailKind.RECONTACT || recipient == Recipient.DEALER)
                        .flatMap(recipient -> Stream.of(Locale.ENGLISH, Locale.JAPANESE, Locale.ITALIAN)
                                .map(language -> new Sample(kind, recipient, language))));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isAsApproved(Sample sample) throws IOException {
        Path file = FOLDER.resolve(sample.file());
        if (Boolean.getBoolean("mails.write")) {
            Files.writeString(file, sample.rendered());
        }

        assertThat(sample.rendered()).isEqualTo(Files.readString(file));
    }

    @Test
    void noApprovedFileIsLeftOver() throws IOException {
        Set<String> expected = samples().map(Sample::file).collect(Collectors.toSet());

        try (Stream<Path> files = Files.list(FOLDER)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).toList();
            assertThat(names).containsExactlyInAnyOrderElementsOf(expected);
        }
    }
}

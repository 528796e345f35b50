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
@DisplayName("AS-22, AS-52, SA-12, SA-20: what customers, dealers and the people of outlets read")
class ApprovedMailsTest {

    private static final Path FOLDER = Path.of("src/test/resources/approved-mails");

    record Sample(MailKind kind, Recipient recipient, Locale language) {

        String file() {
            return kind + "." + recipient + "." + language + ".txt";
        }

        String rendered() {
            MailContent mail = isToUser() ? toUser() : aboutAppointment();
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

        private boolean isToUser() {
            return recipient == Recipient.OUTLET_MANAGER || recipient == Recipient.OWNER;
        }

        private MailContent aboutAppointment() {
            MailDraft draft = MailDraft.of(kind, recipient).sequence(2);
            return (language.equals(Locale.ITALIAN)
                            ? draft.named("Mario Rossi")
                                    .dealer("Assistenza Milano", "service@milano.example", "Europe/Rome")
                            : draft)
                    .composed(language);
        }

        private MailContent toUser() {
            return language.equals(Locale.ITALIAN)
                    ? SalesMailDraft.ITALIAN.composed(kind, recipient)
                    : SalesMailDraft.JAPANESE.in(language).composed(kind, recipient);
        }
    }

    static Stream<Sample> samples() {
        return Stream.of(MailKind.values())
                .flatMap(kind -> recipients(kind)
                        .flatMap(recipient -> Stream.of(Locale.ENGLISH, Locale.JAPANESE, Locale.ITALIAN)
                                .map(language -> new Sample(kind, recipient, language))));
    }

    private static Stream<Recipient> recipients(MailKind kind) {
        return switch (kind) {
            case CONFIRMATION, RESCHEDULE, REMINDER, CANCELLATION -> Stream.of(Recipient.CUSTOMER, Recipient.DEALER);
            case RECONTACT -> Stream.of(Recipient.DEALER);
            case SALES_LEAD_DELIVERED -> Stream.of(Recipient.OUTLET_MANAGER);
            case SALES_LEAD_ASSIGNED -> Stream.of(Recipient.OWNER);
        };
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

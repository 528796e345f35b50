package leadledger.query.mail.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("AS-22: the wording of e-mails")
class MailWordsTest {

    private static Set<String> argumentsOf(String text) {
        return MailWords.ARGUMENT
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @EnumSource
    void everyTextIsInEveryLanguage(MailLanguage language) {
        assertThat(MailWords.in(language).texts().stringPropertyNames())
                .isEqualTo(MailWords.in(MailLanguage.ENGLISH).texts().stringPropertyNames());
        assertThat(MailWords.in(language).texts().values())
                .noneMatch(text -> text.toString().isBlank());
    }

    @ParameterizedTest
    @EnumSource
    void everyTextNamesTheSameInEveryLanguage(MailLanguage language) {
        MailWords.in(MailLanguage.ENGLISH)
                .texts()
                .forEach((key, english) -> assertThat(
                                argumentsOf(MailWords.in(language).texts().getProperty(key.toString())))
                        .as(key.toString())
                        .isEqualTo(argumentsOf(english.toString())));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("LG-22: no subject names the customer")
    void noSubjectNamesTheCustomer(MailLanguage language) {
        MailWords.in(language).texts().forEach((key, text) -> {
            if (key.toString().endsWith(".subject") || key.toString().startsWith("calendar.")) {
                assertThat(text.toString()).as(key.toString()).doesNotContain("{customer}");
            }
        });
    }

    @Test
    void anArgumentThatLooksLikeAnotherStaysAsItIs() {
        assertThat(MailWords.in(MailLanguage.ENGLISH)
                        .text("salutation.customer", Map.of("customer", "{dealer} $1 \\", "dealer", "X")))
                .isEqualTo("Dear {dealer} $1 \\,");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    JAPANESE | Asia/Tokyo  | 2026年12月24日(木) 9:05
                    ENGLISH  | Europe/Rome | Thursday, 24 December 2026, 01:05
                    ITALIAN  | Europe/Rome | giovedì 24 dicembre 2026, ore 01:05
                    """)
    void aMomentIsToldByTheLocalClockWithItsWeekday(MailLanguage language, String zone, String told) {
        assertThat(MailWords.in(language).moment(Instant.parse("2026-12-24T00:05:00Z"), ZoneId.of(zone)))
                .isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
                    ja, IT, JAPANESE
                    en, JP, ENGLISH
                    it, JP, ITALIAN
                    fr, JP, JAPANESE
                    fr, IT, ITALIAN
                    fr, FR, ENGLISH
                    -,  JP, JAPANESE
                    -,  DE, ENGLISH
                    """)
    void theCustomersLanguageComesBeforeTheMarkets(String preferred, String market, MailLanguage language) {
        assertThat(MailLanguage.preferred(preferred, market)).isEqualTo(language);
    }
}

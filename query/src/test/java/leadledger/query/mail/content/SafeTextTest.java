package leadledger.query.mail.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Stream;
import leadledger.events.mail.MailKind;
import leadledger.events.mail.Recipient;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("AS-22: what others have written does no harm in an e-mail")
class SafeTextTest {

    static Stream<Arguments> hostile() {
        return Stream.of(
                Arguments.of("a line break begins no header", "A\r\nBcc: x@y.example", "A Bcc: x@y.example"),
                Arguments.of("nor do the line breaks of Unicode", "A\u2028B\u2029C\u0085D\u000bE", "A B C D E"),
                Arguments.of("direction is not turned", "A\u202eB\u2066C\u2069\u200fD\u061cE", "ABCDE"),
                Arguments.of("what cannot be seen is gone", "A\u200bB\ufeffC\u00adD\u0000E", "ABCD E"),
                Arguments.of("half a character is none", "A\ud83dB", "AB"),
                Arguments.of("edges are trimmed", " \u3000 山田\u3000花子\t ", "山田 花子"),
                Arguments.of("rare characters stay", "𠮷野 髙橋 👍 葛\udb40\udd00", "𠮷野 髙橋 👍 葛\udb40\udd00"),
                Arguments.of("nothing can be left", "\u202e\u200b \n", ""),
                Arguments.of("markup is only text here", "<script>\"; DROP", "<script>\"; DROP"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void aLine(String why, String written, String safe) {
        assertThat(SafeText.line(written)).as(why).isEqualTo(safe);
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        assertThat(SafeText.line("𠮷".repeat(160))).isEqualTo("𠮷".repeat(160));
        assertThat(SafeText.line("𠮷".repeat(1_000_000))).isEqualTo("𠮷".repeat(160) + "…");
    }

    private static MailContent toDealer(String customer) {
        return MailDraft.of(MailKind.CONFIRMATION, Recipient.DEALER)
                .named(customer)
                .composed(Locale.ENGLISH);
    }

    @Test
    void markupInANameIsShownAndNotObeyed() {
        MailContent mail = toDealer("<script>alert(1)</script> & \"; DROP ' [[${1+1}]]");

        assertThat(mail.html())
                .doesNotContain("<script")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;; DROP &#39; [[${1+1}]]");
        assertThat(mail.text()).contains("Customer: <script>alert(1)</script> & \"; DROP ' [[${1+1}]]\n");
    }

    @Test
    void aSubjectIsOneLineWhateverADealerIsCalled() {
        MailContent mail = MailDraft.of(MailKind.CONFIRMATION, Recipient.CUSTOMER)
                .dealer("Officina\r\nBcc: x@y.example\u202e", null, "Europe/Rome")
                .composed(Locale.ENGLISH);

        assertThat(mail.subject()).isEqualTo("Your appointment at Officina Bcc: x@y.example");
    }

    @Test
    void aNameOfWhichNothingIsLeftIsLeftOut() {
        MailContent mail = MailDraft.of(MailKind.CONFIRMATION, Recipient.CUSTOMER)
                .named("\u202e\n")
                .composed(Locale.ENGLISH);

        assertThat(mail.text()).startsWith("Dear customer,\n");
        assertThat(toDealer("\u202e\n").text()).doesNotContain("Customer:");
    }

    @Test
    @DisplayName("LG-22: neither subject nor HTML refers to a name or to the outside")
    void noPersonalDataInSubjectsAndNothingFromOutside() {
        MailContent mail = toDealer("Canary");

        assertThat(mail.subject()).doesNotContain("Canary");
        assertThat(mail.html()).doesNotContain("http", "src=", "url(");
    }
}

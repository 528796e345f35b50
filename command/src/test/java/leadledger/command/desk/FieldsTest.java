package leadledger.command.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.regex.Pattern;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Fields are read one by one, and what is wrong with them is gathered")
class FieldsTest {

    private enum Colour {
        RED,
        GREEN
    }

    private final Fields fields = new Fields("AS-99");

    private void faulty(String code) {
        assertThat(fields.faults()).containsExactly(Refusal.ofValue("AS-99", code, "field"));
    }

    private void sound() {
        assertThat(fields.faults()).isEmpty();
    }

    @Test
    void faultsAreGatheredInTheOrderOfReading() {
        fields.requiredText("b", null, 5);
        fields.moment("a", "tomorrow");
        fields.fault("vin-required", "c");
        assertThat(fields.faults())
                .containsExactly(
                        Refusal.ofValue("AS-99", "field-required", "b"),
                        Refusal.ofValue("AS-99", "not-a-moment", "a"),
                        Refusal.ofValue("AS-99", "vin-required", "c"));
    }

    @Nested
    @DisplayName("a text")
    class Text {

        @ParameterizedTest
        @NullSource
        @ValueSource(strings = {"", " ", "\t\n", "\u00A0", "\u2003", "　", "\u2028"})
        @DisplayName("of white space of any width is no text (AS-41)")
        void blank(@Nullable String value) {
            assertThat(fields.text("field", value, 5)).isNull();
            sound();
            assertThat(fields.requiredText("field", value, 5)).isNull();
            faulty("field-required");
        }

        @ParameterizedTest
        @ValueSource(strings = {"a", " a ", "山田　太郎", "髙", "ﾔﾏﾀﾞ", "a\tb\r\nc", "'{}\\\"<>"})
        void isTakenAsItStands(String value) {
            assertThat(fields.text("field", value, 7)).isEqualTo(value);
            sound();
        }

        @Test
        void hasCharactersCountedAsPeopleCountThem() {
            assertThat(fields.text("field", "𠮷𠮷𠮷", 3)).isEqualTo("𠮷𠮷𠮷");
            sound();
            assertThat(fields.text("field", "𠮷𠮷𠮷a", 3)).isNull();
            assertThat(fields.faults())
                    .containsExactly(
                            Refusal.ofValue("AS-99", "text-too-long", "field").with("most", 3));
        }

        @ParameterizedTest
        @ValueSource(strings = {"a\0", "\u0001b", "a\u007Fb", "a\u0085b", "a\uD842", "\uDFB7a"})
        void hasNoControlCharactersAndNoHalvesOfCharacters(String value) {
            assertThat(fields.text("field", value, 9)).isNull();
            faulty("characters-not-allowed");
        }
    }

    @Nested
    @DisplayName("a text of a certain form")
    class Matching {

        private final Pattern form = Pattern.compile("[a-z]+");

        @Test
        void mayBeAbsent() {
            assertThat(fields.matching("field", null, form, "not-a-code")).isNull();
            sound();
        }

        @Test
        void isTakenAsAWhole() {
            assertThat(fields.matching("field", "abc", form, "not-a-code")).isEqualTo("abc");
            sound();
            assertThat(fields.matching("field", "abc\n", form, "not-a-code")).isNull();
            faulty("not-a-code");
        }

        @Test
        void isReportedUnderTheRuleOfItsForm() {
            fields.matching("vin", "x", value -> false, "not-a-vin", "AS-30");
            assertThat(fields.faults()).containsExactly(Refusal.ofValue("AS-30", "not-a-vin", "vin"));
        }
    }

    @Nested
    @DisplayName("one of a list of names")
    class OneOf {

        @Test
        void isTaken() {
            assertThat(fields.oneOf("field", "GREEN", Colour.class)).isEqualTo(Colour.GREEN);
            assertThat(fields.requiredOneOf("field", "RED", Colour.class)).isEqualTo(Colour.RED);
            sound();
        }

        @ParameterizedTest
        @ValueSource(strings = {"green", " GREEN", "BLUE", "", "0"})
        void isToldTheNamesAllowedIfItIsAnother(String value) {
            assertThat(fields.oneOf("field", value, Colour.class)).isNull();
            assertThat(fields.faults())
                    .containsExactly(
                            Refusal.ofValue("AS-99", "not-one-of", "field").with("allowed", "RED, GREEN"));
        }

        @Test
        void mayBeAbsentUnlessItIsRequired() {
            assertThat(fields.oneOf("field", null, Colour.class)).isNull();
            sound();
            assertThat(fields.requiredOneOf("field", null, Colour.class)).isNull();
            faulty("field-required");
        }
    }

    @Nested
    @DisplayName("a moment")
    class Moment {

        @ParameterizedTest
        @CsvSource({
            "2026-03-02T10:00:00Z, 2026-03-02T10:00:00Z",
            "2026-03-02T10:00:00+09:00, 2026-03-02T01:00:00Z",
            "2026-03-02T10:00:00.5-03:30, 2026-03-02T13:30:00.5Z",
            "2026-03-02T10:00:00.123Z, 2026-03-02T10:00:00.123Z",
            "2026-03-02T10:00:00.123999999Z, 2026-03-02T10:00:00.123Z"
        })
        @DisplayName("by RFC 3339 is taken and cut to milliseconds")
        void isTaken(String value, Instant moment) {
            assertThat(fields.moment("field", value)).isEqualTo(moment);
            sound();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "now",
                    "2026-03-02",
                    "2026-03-02T10:00:00",
                    "2026-02-29T10:00:00Z",
                    "2026-03-02T25:00:00Z",
                    "2026-03-02 10:00:00Z",
                    "1772445600",
                    "+999999999-12-31T23:59:59Z"
                })
        void ofAnotherFormIsRefused(String value) {
            assertThat(fields.moment("field", value)).isNull();
            faulty("not-a-moment");
        }

        @Test
        void mayBeAbsent() {
            assertThat(fields.moment("field", null)).isNull();
            sound();
        }
    }

    @Nested
    @DisplayName("a day")
    class Day {

        @Test
        void isTaken() {
            assertThat(fields.requiredDay("field", "2028-02-29")).isEqualTo(LocalDate.of(2028, 2, 29));
            sound();
        }

        @ParameterizedTest
        @ValueSource(strings = {"2026-02-29", "02.03.2026", "2026-3-2", "2026-03-02T00:00:00Z", "today"})
        void ofAnotherFormIsRefused(String value) {
            assertThat(fields.requiredDay("field", value)).isNull();
            faulty("not-a-day");
        }

        @ParameterizedTest
        @NullSource
        @ValueSource(strings = {"", "　"})
        void isRequired(@Nullable String value) {
            assertThat(fields.requiredDay("field", value)).isNull();
            faulty("field-required");
        }
    }
}

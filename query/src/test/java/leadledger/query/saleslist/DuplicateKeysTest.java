package leadledger.query.saleslist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import leadledger.events.shared.Customer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("SA-03: what possible duplicates are recognised by")
class DuplicateKeysTest {

    @ParameterizedTest
    @CsvSource({
        "+81 90-1234-5678, 09012345678",
        "+81 (0)90 1234 5678, 09012345678",
        "＋８１９０１２３４５６７８, 09012345678",
        "０９０－１２３４－５６７８, 09012345678",
        "090ー1234ー5678, 09012345678",
        "(06) 6123.4567, 0661234567",
        "+39 06 1234, +39061234",
        "tel: 090-1234-5678, 09012345678",
        "٠٩٠١, 0901"
    })
    @DisplayName("telephone numbers are digits, with the national zero for +81")
    void phones(String written, String folded) {
        assertThat(DuplicateKeys.phone(written)).isEqualTo(folded);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "-", "なし", "+", "　"})
    @DisplayName("a text without a digit is no telephone number")
    void noPhone(@Nullable String written) {
        assertThat(DuplicateKeys.phone(written)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "Taro@Example.JP, taro@example.jp",
        "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ, taro@example.jp",
        "' taro @example.jp', taro@example.jp"
    })
    @DisplayName("case, width and blanks of an address do not matter")
    void emails(String written, String folded) {
        assertThat(DuplicateKeys.email(written)).isEqualTo(folded);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "none", "@", "a@", "@b"})
    @DisplayName("what has no name or no host is no address")
    void noEmail(@Nullable String written) {
        assertThat(DuplicateKeys.email(written)).isNull();
    }

    private static Customer person(@Nullable String firstName, String lastName, @Nullable String postalCode) {
        return new Customer(firstName, lastName, null, null, null, "ja", "JP", null, null, postalCode);
    }

    @Test
    @DisplayName("name and postal code are folded together; variant characters stay different")
    void persons() {
        String key = DuplicateKeys.person(person("ﾀﾛｳ", "ﾔﾏﾀﾞ", "530-0001"));

        assertThat(key)
                .isNotNull()
                .isEqualTo(DuplicateKeys.person(person("タロウ", "ヤマダ　", "〒５３０－０００１")))
                .isEqualTo(DuplicateKeys.person(person(null, "ヤマダ タロウ", "5300001")))
                .isNotEqualTo(DuplicateKeys.person(person("タロウ", "ヤマダ", "530-0002")));
        assertThat(DuplicateKeys.person(person("太郎", "髙橋", "530-0001")))
                .isNotEqualTo(DuplicateKeys.person(person("太郎", "高橋", "530-0001")));
    }

    @Test
    @DisplayName("missing equals nothing, not even missing")
    void missing() {
        assertThat(DuplicateKeys.person(person("太郎", "山田", null))).isNull();
        assertThat(DuplicateKeys.person(person("太郎", "山田", " - "))).isNull();
        assertThat(DuplicateKeys.of("SPRING", person("太郎", "山田", null))).isEqualTo(DuplicateKeys.NONE);
    }

    @Test
    @DisplayName("keys are of one campaign, tell nothing, and both telephone numbers can equal each other")
    void hashed() {
        Customer all = new Customer("太郎", "山田", "t@example.jp", "0901", "+81 901", "ja", "JP", null, null, "530-0001");
        DuplicateKeys spring = DuplicateKeys.of("SPRING", all);
        DuplicateKeys summer = DuplicateKeys.of("SUMMER", all);

        assertThat(spring.phone()).isNotNull().isEqualTo(spring.otherPhone());
        List<String> keys = new ArrayList<>();
        for (DuplicateKeys of : List.of(spring, summer)) {
            keys.addAll(List.of(
                    Objects.requireNonNull(of.phone()),
                    Objects.requireNonNull(of.email()),
                    Objects.requireNonNull(of.person())));
        }
        assertThat(keys).doesNotHaveDuplicates().allMatch(key -> key.matches("[0-9a-f]{64}"));
        assertThat(DuplicateKeys.of(null, all)).as("of no campaign").isEqualTo(DuplicateKeys.NONE);
    }
}

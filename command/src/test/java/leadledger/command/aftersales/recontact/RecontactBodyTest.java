package leadledger.command.aftersales.recontact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import leadledger.command.aftersales.recontact.RecontactApi.RecontactBody;
import leadledger.command.decision.Input;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("AS-50: a re-contact's body is read")
class RecontactBodyTest {

    @Test
    void aDayIsRead() {
        assertThat(new RecontactBody("2028-02-29").read()).isEqualTo(Input.of(LocalDate.parse("2028-02-29")));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "　"})
    void itMustBeThere(@Nullable String on) {
        assertThat(new RecontactBody(on).read())
                .isEqualTo(Input.faulty(List.of(Refusal.ofValue("AS-50", "field-required", "recontactOn"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-29", "2026-04-31", "2026-4-1", "tomorrow", "2026-04-01T00:00:00+09:00", "\0"})
    void itMustBeADay(String on) {
        assertThat(new RecontactBody(on).read())
                .isEqualTo(Input.faulty(List.of(Refusal.ofValue("AS-50", "not-a-day", "recontactOn"))));
    }
}

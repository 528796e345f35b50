package leadledger.command.sales.assignlead;

import static leadledger.command.sales.SalesStory.STAFF_ID;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import leadledger.command.decision.Input;
import leadledger.command.sales.assignlead.AssignLeadApi.OwnerBody;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("SA-20: who is to own a lead is read")
class OwnerBodyTest {

    @Test
    void userIsRead() {
        assertThat(new OwnerBody("staff-1").read()).isEqualTo(Input.of(STAFF_ID));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void userIsRequired(@Nullable String user) {
        assertThat(new OwnerBody(user).read())
                .isEqualTo(Input.faulty(List.of(Refusal.ofValue("SA-20", "field-required", "user"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"山田", "a b", "a/b", "x\u0000"})
    @DisplayName("AC-01: what is no id is nobody's, with the same answer")
    void noId(String user) {
        assertThat(new OwnerBody(user).read())
                .isEqualTo(Input.faulty(List.of(Refusal.ofValue("SA-20", "unknown-sales-staff", "user"))));
    }
}

package leadledger.command.sales.deliverlead;

import static leadledger.command.sales.SalesStory.SHIBUYA;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import leadledger.command.decision.Input;
import leadledger.command.sales.deliverlead.DeliverLead.Destination;
import leadledger.command.sales.deliverlead.DeliverLeadApi.DeliveryBody;
import leadledger.events.shared.Refusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("SA-10: the body of a delivery names an outlet, or nothing")
class DeliveryBodyTest {

    @Test
    void anOutletOrNone() {
        assertThat(new DeliveryBody("JP-TOKYO.SHIBUYA").read()).isEqualTo(Input.of(new Destination(SHIBUYA)));
        assertThat(new DeliveryBody(null).read()).isEqualTo(Input.of(new Destination(null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "JP-TOKYO", "jp-tokyo.shibuya", "JP-TOKYO.SHIBUYA\0", "JP-TOKYO.SHIBUYA.1"})
    void anotherTextIsNoCode(String outlet) {
        assertThat(new DeliveryBody(outlet).read())
                .isEqualTo(Input.faulty(List.of(Refusal.ofValue("SA-10", "not-an-outlet-code", "outlet"))));
    }
}

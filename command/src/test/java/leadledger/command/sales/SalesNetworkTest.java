package leadledger.command.sales;

import static leadledger.command.sales.SalesStory.NAMBA;
import static leadledger.command.sales.SalesStory.SHIBUYA;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import leadledger.command.sales.SalesNetwork.Standing;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceEvent.Post;
import leadledger.events.reference.ReferenceEvent.UserDefined;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Role;
import leadledger.events.shared.UserId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("SA-20, SA-21: who can own a lead of an outlet, by reference data")
class SalesNetworkTest {

    private static final UserId SOMEBODY = new UserId("somebody");

    private static Standing inShibuya(boolean active, Post... posts) {
        UserDefined user = new UserDefined(SOMEBODY, "誰か", null, "ja", Arrays.asList(posts), active);
        return SalesNetwork.of(ReferenceBook.EMPTY.after(List.of(user))).standing(SOMEBODY, SHIBUYA);
    }

    private static Post post(OutletId outlet, Role role) {
        return new Post(outlet, role);
    }

    @Test
    void salesStaffCan() {
        assertThat(inShibuya(true, post(SHIBUYA, Role.SALES_STAFF))).isEqualTo(Standing.SALES_STAFF);
    }

    @Test
    @DisplayName("a manager can if it is sales staff besides, and only then")
    void managers() {
        assertThat(inShibuya(true, post(SHIBUYA, Role.OUTLET_MANAGER))).isEqualTo(Standing.NEITHER);
        assertThat(inShibuya(true, post(SHIBUYA, Role.OUTLET_MANAGER), post(SHIBUYA, Role.SALES_STAFF)))
                .isEqualTo(Standing.SALES_STAFF);
    }

    @Test
    @DisplayName("an assistant is told apart at its own outlet only")
    void assistants() {
        assertThat(inShibuya(true, post(SHIBUYA, Role.SALES_ASSISTANT))).isEqualTo(Standing.ASSISTANT);
        assertThat(inShibuya(true, post(NAMBA, Role.SALES_ASSISTANT))).isEqualTo(Standing.NEITHER);
        assertThat(inShibuya(true, post(SHIBUYA, Role.SALES_ASSISTANT), post(NAMBA, Role.SALES_STAFF)))
                .isEqualTo(Standing.ASSISTANT);
    }

    @Test
    @DisplayName("AC-01: another outlet's, whoever has left, and whoever never was are nobody alike")
    void nobody() {
        assertThat(inShibuya(true, post(NAMBA, Role.SALES_STAFF))).isEqualTo(Standing.NEITHER);
        assertThat(inShibuya(false, post(SHIBUYA, Role.SALES_STAFF))).isEqualTo(Standing.NEITHER);
        assertThat(inShibuya(false, post(SHIBUYA, Role.SALES_ASSISTANT))).isEqualTo(Standing.NEITHER);
        assertThat(SalesNetwork.of(ReferenceBook.EMPTY).standing(SOMEBODY, SHIBUYA))
                .isEqualTo(Standing.NEITHER);
    }

    @Test
    void zoneIsTheOutletsAndOtherwiseUtc() {
        ZoneId tokyo = ZoneId.of("Asia/Tokyo");
        SalesNetwork network = SalesNetwork.of(
                ReferenceBook.EMPTY.after(List.of(new OutletDefined(SHIBUYA, "渋谷", List.of("ALFA"), tokyo, true))));
        assertThat(network.zoneOf(SHIBUYA)).isEqualTo(tokyo);
        assertThat(network.zoneOf(NAMBA)).isEqualTo(ZoneOffset.UTC);
    }
}

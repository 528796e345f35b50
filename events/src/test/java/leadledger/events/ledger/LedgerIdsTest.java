package leadledger.events.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.common.IdentifierFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("LG-02, LG-22: ids are UUIDv7, made of time and chance and of nothing else")
class LedgerIdsTest {

    @Test
    void anIdIsOfVersionSevenAndNoOtherIsLikeIt() {
        List<UUID> ids = Stream.generate(LedgerIds::next).limit(10_000).toList();

        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.version() == 7 && id.variant() == 2);
    }

    @Test
    void axonTakesItsIdsFromTheSamePlace() {
        assertThat(IdentifierFactory.getInstance()).isInstanceOf(LedgerIds.class);
        assertThat(UUID.fromString(IdentifierFactory.getInstance().generateIdentifier())
                        .version())
                .isEqualTo(7);
    }
}

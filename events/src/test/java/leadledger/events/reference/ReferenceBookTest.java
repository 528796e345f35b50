package leadledger.events.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import leadledger.events.reference.ReferenceEvent.CampaignDefined;
import leadledger.events.reference.ReferenceEvent.CloseReasonDefined;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceEvent.SourceDefined;
import leadledger.events.reference.ReferenceEvent.VehicleRegistered;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Vin;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("LG-01: reference data is what its events say")
class ReferenceBookTest {

    private static final Names NAMES = new Names("名", "name", "nome");
    private static final DealerId TOKYO = new DealerId("JP-TOKYO");

    private static CampaignDefined campaign(String code, boolean active) {
        return new CampaignDefined(code, NAMES, active);
    }

    private static DealerDefined dealer(DealerId dealer) {
        return new DealerDefined(dealer, "Dealer", "JP", ZoneId.of("Asia/Tokyo"), null, true);
    }

    @Test
    void whatWasNeverDefinedIsNotFound() {
        assertThat(ReferenceBook.EMPTY.campaign("A")).isEmpty();
        assertThat(ReferenceBook.EMPTY.source("A")).isEmpty();
        assertThat(ReferenceBook.EMPTY.closeReason("A")).isEmpty();
        assertThat(ReferenceBook.EMPTY.dealer(TOKYO)).isEmpty();
    }

    @Test
    void eachKindHasCodesOfItsOwn() {
        SourceDefined source = new SourceDefined("A", NAMES, true);
        CloseReasonDefined reason = new CloseReasonDefined("A", NAMES, "B", NAMES, true);

        ReferenceBook book = ReferenceBook.EMPTY.after(List.of(campaign("A", true), source, reason, dealer(TOKYO)));

        assertThat(book.campaign("A")).contains(campaign("A", true));
        assertThat(book.source("A")).contains(source);
        assertThat(book.closeReason("A")).contains(reason);
        assertThat(book.dealer(TOKYO)).contains(dealer(TOKYO));
    }

    @Test
    void theNewestOfAnItemHoldsAndTheBookBeforeStaysAsItWas() {
        ReferenceBook before = ReferenceBook.EMPTY.after(List.of(campaign("A", true)));

        ReferenceBook after = before.after(List.of(campaign("A", false)));

        assertThat(after.campaigns()).containsExactly(campaign("A", false));
        assertThat(before.campaigns()).containsExactly(campaign("A", true));
    }

    @Test
    @DisplayName("AC-01: a market's dealers are those that were defined in it last, in use or not")
    void dealersOfAMarket() {
        DealerId milano = new DealerId("IT-MILANO");
        DealerDefined closed = new DealerDefined(milano, "Milano", "IT", ZoneId.of("Europe/Rome"), null, false);
        ReferenceBook book = ReferenceBook.EMPTY.after(List.of(dealer(TOKYO), closed));

        assertThat(book.dealersOf(new MarketId("JP"))).containsExactly(TOKYO);
        assertThat(book.dealersOf(new MarketId("IT"))).containsExactly(milano);
        assertThat(book.dealersOf(new MarketId("FR"))).isEmpty();
    }

    @Test
    void carsAreNotInTheBook() {
        VehicleRegistered car = new VehicleRegistered(
                new Vin("ZFA31200000123456"), "Berlina", null, null, null, null, null, null, null, null);

        ReferenceBook book = ReferenceBook.EMPTY.after(List.of(car));

        assertThat(book.campaigns()).isEmpty();
        assertThat(book.dealers()).isEmpty();
    }

    @Test
    @DisplayName("LG-30: lists are in the order of codes, however the items came")
    void listsAreInAStableOrder() {
        long seed = new Random().nextLong();
        List<ReferenceEvent> events = new ArrayList<>();
        for (int i = 10; i < 60; i++) {
            events.add(campaign("C" + i, true));
            events.add(dealer(new DealerId("JP-" + i)));
        }
        ReferenceBook inOrder = ReferenceBook.EMPTY.after(events);
        Collections.shuffle(events, new Random(seed));

        ReferenceBook shuffled = ReferenceBook.EMPTY;
        for (ReferenceEvent event : events) {
            shuffled = shuffled.after(List.of(event));
        }

        assertThat(shuffled.campaigns())
                .as("seed %d", seed)
                .isEqualTo(inOrder.campaigns())
                .isSortedAccordingTo((a, b) -> a.code().compareTo(b.code()));
        assertThat(shuffled.dealers()).as("seed %d", seed).isEqualTo(inOrder.dealers());
    }

    @Test
    @DisplayName("an item's stream never changes: its id is stored with its events")
    void streamsAreFixed() {
        assertThat(ReferenceStreams.ofCampaign("A"))
                .isEqualTo(ReferenceStreams.ofCampaign("A"))
                .isNotEqualTo(ReferenceStreams.ofCampaign("B"))
                .isNotEqualTo(ReferenceStreams.ofSource("A"))
                .isNotEqualTo(ReferenceStreams.ofCloseReason("A"));
        assertThat(ReferenceStreams.ofDealer(TOKYO)).hasToString("c53c34da-12fe-39c3-97bb-fc8c46c3b5f6");
    }
}

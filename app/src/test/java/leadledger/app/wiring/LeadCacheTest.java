package leadledger.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Caffeine;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LeadCacheTest {

    private final LeadCache cache = new LeadCache(Caffeine.newBuilder().build());

    @Test
    @DisplayName("A lead whose beginning was refused has no id: Axon hands it over all the same, and it is not kept")
    void refusedBeginning() {
        cache.put(null, "lead");
        cache.put("id", "lead");
        String kept = cache.get("id");
        assertThat(kept).isEqualTo("lead");
    }

    @Test
    void partsAreApartAndForgetWhatTheWholeForgets() {
        LeadCache one = cache.part("one");
        LeadCache other = cache.part("other");
        one.put("lead", "a");

        assertThat(other.containsKey("lead")).isFalse();
        assertThat(one.<String, String>get("lead")).isEqualTo("a");
        assertThat(cache.remove("lead")).isTrue();
        assertThat(one.containsKey("lead")).isFalse();
    }
}

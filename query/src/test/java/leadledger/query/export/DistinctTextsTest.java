package leadledger.query.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DistinctTextsTest {

    @Test
    @DisplayName("Whatever was added comes once and in order, also when runs had to be merged on the way")
    void onceAndInOrder() {
        Random random = new Random(7);
        TreeSet<String> expected = new TreeSet<>();
        List<String> all = new ArrayList<>();
        try (DistinctTexts texts = new DistinctTexts(10, 3)) {
            for (int i = 0; i < 1_000; i++) {
                String text = "車/" + random.nextInt(400);
                expected.add(text);
                texts.add(text);
            }
            texts.forEach(all::add);
        }
        assertThat(all).containsExactlyElementsOf(expected);
    }

    @Test
    @DisplayName("Few texts, or none, need no run")
    void few() {
        try (DistinctTexts texts = new DistinctTexts(10, 3)) {
            List<String> all = new ArrayList<>();
            texts.forEach(all::add);
            assertThat(all).isEmpty();
            texts.add("b");
            texts.add("a");
            texts.add("b");
            texts.forEach(all::add);
            assertThat(all).containsExactly("a", "b");
        }
    }
}

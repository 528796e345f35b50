package leadledger.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What {@code application.yaml} and {@link JsonTimes} make of JSON together. */
class JsonTimesTest {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class))
            .withUserConfiguration(JsonTimes.class);

    private JsonMapper json;

    @BeforeEach
    void mapper() {
        context.run(started -> json = started.getBean(JsonMapper.class));
    }

    @Test
    void momentsAlwaysHaveMilliseconds() {
        assertThat(json.writeValueAsString(Instant.parse("2026-11-22T08:30:00Z")))
                .isEqualTo("\"2026-11-22T08:30:00.000Z\"");
        assertThat(json.writeValueAsString(Instant.parse("2026-11-22T08:30:00.123456Z")))
                .isEqualTo("\"2026-11-22T08:30:00.123Z\"");
        assertThat(json.writeValueAsString(Map.of("at", Instant.EPOCH)))
                .isEqualTo("{\"at\":\"1970-01-01T00:00:00.000Z\"}");
    }

    @Test
    void durationsAreIso8601() {
        assertThat(json.writeValueAsString(Duration.ofHours(4))).isEqualTo("\"PT4H\"");
    }

    @Test
    void whatIsAbsentIsLeftOut() {
        assertThat(json.writeValueAsString(new Body(null, 1))).isEqualTo("{\"count\":1}");
    }

    @Test
    void whatIsNotKnownIsRefused() {
        assertThat(json.readValue("{\"text\":\"a\",\"count\":1}", Body.class)).isEqualTo(new Body("a", 1));
        Map<String, String> refused = new LinkedHashMap<>();
        refused.put("unknown property", "{\"text\":\"a\",\"count\":1,\"other\":2}");
        refused.put("null for a number", "{\"count\":null}");
        refused.forEach((why, body) -> assertThat(isRead(body)).as(why).isFalse());
    }

    private boolean isRead(String body) {
        try {
            json.readValue(body, Body.class);
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }

    record Body(@Nullable String text, int count) {}
}

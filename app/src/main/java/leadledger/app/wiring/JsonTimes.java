package leadledger.app.wiring;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/** Moments in answers: RFC 3339 in UTC, always with three digits of milliseconds, also where they are zero. */
@Configuration(proxyBeanMethods = false)
class JsonTimes {

    @Bean
    JsonMapperBuilderCustomizer millisecondTimes() {
        return builder -> builder.addModule(new SimpleModule("times").addSerializer(new MillisecondTimes()));
    }

    private static final class MillisecondTimes extends StdScalarSerializer<Instant> {

        private static final DateTimeFormatter FORM =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

        MillisecondTimes() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(FORM.format(value));
        }
    }
}

package leadledger.query.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import leadledger.events.dispute.DisputeOutcome;
import leadledger.events.shared.DealerId;
import leadledger.events.sla.Ruling;
import leadledger.events.sla.Sla;
import leadledger.query.masking.Mask;
import org.jspecify.annotations.Nullable;

/**
 * Compares a record with what its masking made of it, component by component. Each component must be declared personal or
 * open, so that a new one cannot be forgotten.
 */
public final class MaskingCheck {

    /** Records that do not take just any values. */
    private static final Map<Class<?>, Object> WITH_RULES = Map.of(
            DealerId.class,
            new DealerId("JP-TOKYO"),
            Ruling.class,
            new Ruling(new UUID(1, 3), Sla.SLA1, DisputeOutcome.CORRECTED, Instant.EPOCH, Instant.EPOCH));

    private final Map<Class<?>, Set<String>> personal = new HashMap<>();
    private final Map<Class<?>, Set<String>> open = new HashMap<>();

    /** Declares all components of a record but those that are records or lists of records. */
    public MaskingCheck declare(Class<? extends Record> type, Set<String> personalOnes, Set<String> openOnes) {
        personal.put(type, personalOnes);
        open.put(type, openOnes);
        return this;
    }

    /** A record with a value for every component, those of texts being their names. */
    public static <T extends Record> T sample(Class<T> type) {
        return type.cast(value(type, type.getSimpleName()));
    }

    private static Object value(Type type, String name) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class
                    ? List.of(value(generic.getActualTypeArguments()[0], name))
                    : Map.of();
        }
        Class<?> plain = (Class<?>) type;
        if (WITH_RULES.containsKey(plain)) {
            return WITH_RULES.get(plain);
        }
        if (plain.isRecord()) {
            return record(plain);
        }
        if (plain.isEnum()) {
            return plain.getEnumConstants()[0];
        }
        return Map.<Class<?>, Object>ofEntries(
                        Map.entry(String.class, name),
                        Map.entry(int.class, 1),
                        Map.entry(Integer.class, 1),
                        Map.entry(long.class, 1L),
                        Map.entry(Long.class, 1L),
                        Map.entry(boolean.class, true),
                        Map.entry(Boolean.class, true),
                        Map.entry(Instant.class, Instant.EPOCH),
                        Map.entry(LocalDate.class, LocalDate.EPOCH),
                        Map.entry(Duration.class, Duration.ofDays(1)),
                        Map.entry(ZoneId.class, ZoneId.of("Asia/Tokyo")),
                        Map.entry(UUID.class, new UUID(1, 2)))
                .get(plain);
    }

    private static Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(Arrays.stream(components)
                    .map(component -> value(component.getGenericType(), component.getName()))
                    .toArray());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type + " cannot be made", e);
        }
    }

    /** That exactly what is declared personal is masked. */
    public void verify(Record original, Record masked) {
        Class<?> type = original.getClass();
        Set<String> personalOnes = personal.getOrDefault(type, Set.of());
        Set<String> openOnes = open.getOrDefault(type, Set.of());
        Set<String> declared = new HashSet<>(personalOnes);
        declared.addAll(openOnes);
        assertThat(openOnes.stream().filter(personalOnes::contains))
                .as("both personal and open in %s", type)
                .isEmpty();
        Set<String> plain = Arrays.stream(type.getRecordComponents())
                .filter(component -> nested(original, component).isEmpty())
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());
        assertThat(plain)
                .as("components of %s: each is declared personal or open", type)
                .isEqualTo(declared);
        for (RecordComponent component : type.getRecordComponents()) {
            String name = type.getSimpleName() + "." + component.getName();
            List<Record> nested = nested(original, component);
            if (!nested.isEmpty()) {
                List<Record> nestedMasked = nested(masked, component);
                assertThat(nestedMasked).as(name).hasSameSizeAs(nested);
                for (int i = 0; i < nested.size(); i++) {
                    verify(nested.get(i), nestedMasked.get(i));
                }
            } else {
                assertThat(get(masked, component))
                        .as(name)
                        .isEqualTo(
                                personalOnes.contains(component.getName())
                                        ? mask(component)
                                        : get(original, component));
            }
        }
    }

    /** Nothing stands for a day or an amount. */
    private static @Nullable String mask(RecordComponent component) {
        return component.getType() == String.class ? Mask.VALUE : null;
    }

    private static List<Record> nested(Record owner, RecordComponent component) {
        return switch (get(owner, component)) {
            case null -> List.of();
            case Record one -> List.of(one);
            case List<?> several
            when !several.isEmpty() && several.getFirst() instanceof Record ->
                several.stream().map(Record.class::cast).toList();
            default -> List.of();
        };
    }

    private static @Nullable Object get(Record owner, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(owner);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new LinkageError(component.getName(), e);
        }
    }
}

package leadledger.events.ledger;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import leadledger.events.shared.Imported;
import leadledger.events.shared.Recorded;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The names and revisions under which events are stored, and the way from old revisions to today's classes (LG-02).
 * Stored names never change; a class may be renamed freely.
 */
public final class EventCatalog {

    private final JsonMapper json;
    private final Map<Class<?>, Entry> byClass = new HashMap<>();
    private final Map<String, Entry> byType = new LinkedHashMap<>();
    private final Map<TypeRevision, UnaryOperator<ObjectNode>> upcasters;

    private EventCatalog(Builder builder) {
        this.json = builder.json;
        this.upcasters = Map.copyOf(builder.upcasters);
        builder.entries.forEach((type, draft) -> {
            Entry entry = new Entry(
                    type,
                    draft.revision,
                    draft.javaType,
                    json.writerFor(draft.javaType),
                    json.readerFor(draft.javaType));
            byType.put(type, entry);
            if (byClass.put(draft.javaType, entry) != null) {
                throw new IllegalArgumentException(draft.javaType + " has two names");
            }
            for (int revision = 1; revision < draft.revision; revision++) {
                if (!upcasters.containsKey(new TypeRevision(type, revision))) {
                    throw new IllegalArgumentException("no upcaster for " + type + " revision " + revision);
                }
            }
        });
    }

    /** Starts an empty catalog that reads and writes with the given mapper. */
    public static Builder builder(JsonMapper json) {
        return new Builder(json);
    }

    /** How an event would be stored today. */
    public Encoded encode(Object event) {
        Entry entry = byClass.get(event.getClass());
        if (entry == null) {
            throw new IllegalArgumentException("not in the event catalog: " + event.getClass());
        }
        return new Encoded(entry.type, entry.revision, entry.writer.writeValueAsBytes(event));
    }

    /**
     * The event in a stored row, brought up to today's revision.
     *
     * @throws UndecodableEventException when type or revision is unknown here or the bytes do not fit
     */
    public Recorded<Object> decode(StoredEvent stored) {
        Object event = decode(stored.type(), stored.revision(), stored.payload());
        ImportMark mark = stored.importMark();
        return new Recorded<>(
                stored.position(),
                stored.sequence(),
                stored.eventId(),
                stored.streamId(),
                stored.type(),
                mark == null ? stored.recordedAt() : mark.recordedAtSource(),
                stored.occurredAt(),
                stored.actor(),
                stored.tenant(),
                event,
                mark == null ? null : new Imported(mark.importId(), stored.recordedAt(), mark.brokenRules()));
    }

    /**
     * As {@link #decode(StoredEvent)}, for an event that must be of one process.
     *
     * @throws UndecodableEventException also when the event is of another process
     */
    public <E> Recorded<E> decode(StoredEvent stored, Class<E> process) {
        Recorded<Object> decoded = decode(stored);
        if (!process.isInstance(decoded.event())) {
            throw new UndecodableEventException(stored.type(), stored.revision(), null);
        }
        @SuppressWarnings("unchecked")
        Recorded<E> checked = (Recorded<E>) decoded;
        return checked;
    }

    /**
     * The event in stored bytes, brought up to today's revision.
     *
     * @throws UndecodableEventException when type or revision is unknown here or the bytes do not fit
     */
    public Object decode(String type, int revision, byte[] payload) {
        Entry entry = byType.get(type);
        if (entry == null || revision < 1 || revision > entry.revision) {
            throw new UndecodableEventException(type, revision, null);
        }
        Object event;
        try {
            event = revision == entry.revision
                    ? entry.reader.readValue(payload)
                    : entry.reader.readValue(upcast(entry, revision, payload));
        } catch (RuntimeException e) {
            // Jackson's own exceptions, and whatever an upcaster throws at bytes it does not expect.
            throw new UndecodableEventException(type, revision, e);
        }
        if (event == null) {
            throw new UndecodableEventException(type, revision, null);
        }
        return event;
    }

    /**
     * The JSON of a stored row, brought up to today's revision: what {@link #encode} would make of the event.
     *
     * @throws UndecodableEventException when type or revision is unknown here or the bytes do not fit
     */
    public ObjectNode json(StoredEvent stored) {
        Entry entry = byType.get(stored.type());
        if (entry == null || stored.revision() < 1 || stored.revision() > entry.revision) {
            throw new UndecodableEventException(stored.type(), stored.revision(), null);
        }
        try {
            return (ObjectNode) upcast(entry, stored.revision(), stored.payload());
        } catch (RuntimeException e) {
            throw new UndecodableEventException(stored.type(), stored.revision(), e);
        }
    }

    private JsonNode upcast(Entry entry, int storedRevision, byte[] payload) {
        ObjectNode tree = (ObjectNode) json.readTree(payload);
        for (int revision = storedRevision; revision < entry.revision; revision++) {
            UnaryOperator<ObjectNode> upcaster = upcasters.get(new TypeRevision(entry.type, revision));
            if (upcaster == null) {
                throw new IllegalStateException("checked when built");
            }
            tree = upcaster.apply(tree);
        }
        return tree;
    }

    /** The class of a stored type; {@link UndecodableEventException} as the class where it is unknown here. */
    public Class<?> classOf(String type) {
        Entry entry = byType.get(type);
        return entry == null ? UndecodableEventException.class : entry.javaType;
    }

    /** The stored name of an event's class. */
    public String typeOf(Class<?> eventClass) {
        Entry entry = byClass.get(eventClass);
        if (entry == null) {
            throw new IllegalArgumentException("not in the event catalog: " + eventClass);
        }
        return entry.type;
    }

    /** Every stored type name and its current revision. */
    public Map<String, Integer> revisions() {
        Map<String, Integer> revisions = new LinkedHashMap<>();
        byType.forEach((type, entry) -> revisions.put(type, entry.revision));
        return revisions;
    }

    /** The stored types of a process's events, or of those that have something in common. */
    public Set<String> typesOf(Class<?> kind) {
        return byClass.values().stream()
                .filter(entry -> kind.isAssignableFrom(entry.javaType))
                .map(Entry::type)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Every event class of the catalog. */
    public Set<Class<?>> classes() {
        return Set.copyOf(byClass.keySet());
    }

    /**
     * An event as it would be stored.
     *
     * @param type stable name
     * @param revision revision of the type
     * @param payload JSON bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // Bytes as stored; nobody compares these records.
    public record Encoded(String type, int revision, byte[] payload) {}

    private record Entry(String type, int revision, Class<?> javaType, ObjectWriter writer, ObjectReader reader) {}

    private record TypeRevision(String type, int revision) {}

    private record Draft(int revision, Class<?> javaType) {}

    /** Collects names, revisions and upcasters. */
    public static final class Builder {

        private final JsonMapper json;
        private final Map<String, Draft> entries = new LinkedHashMap<>();
        private final Map<TypeRevision, UnaryOperator<ObjectNode>> upcasters = new HashMap<>();

        private Builder(JsonMapper json) {
            this.json = json;
        }

        /** Says under which name and revision a class is stored from now on. */
        public Builder event(String type, int revision, Class<?> javaType) {
            if (entries.put(type, new Draft(revision, javaType)) != null) {
                throw new IllegalArgumentException(type + " is named twice");
            }
            return this;
        }

        /** Says how a stored tree of a revision becomes one of the next revision. */
        public Builder upcast(String type, int fromRevision, UnaryOperator<ObjectNode> upcaster) {
            upcasters.put(new TypeRevision(type, fromRevision), upcaster);
            return this;
        }

        /** The finished catalog; every old revision must have its upcaster. */
        public EventCatalog build() {
            return new EventCatalog(this);
        }
    }
}

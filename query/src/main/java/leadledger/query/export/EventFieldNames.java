package leadledger.query.export;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import leadledger.events.shared.Consents;

/** Names of the fields that events of a class can have, as {@link ExportedEvent#fields} makes them, in its order. */
final class EventFieldNames {

    private static final String ONE_TEXT = "value";

    private EventFieldNames() {}

    static List<String> of(Class<?> event) {
        List<String> names = new ArrayList<>();
        add("", event, names);
        return names;
    }

    private static void add(String path, Class<?> type, List<String> names) {
        RecordComponent[] components = type.getRecordComponents();
        if (type == Consents.class) {
            for (Consents.Kind kind : Consents.Kind.values()) {
                names.add(path + "." + kind + ".agreed");
                names.add(path + "." + kind + ".on");
            }
        } else if (components == null || isOneText(components)) {
            names.add(path);
        } else {
            Arrays.stream(components)
                    .forEach(component -> add(
                            path.isEmpty() ? component.getName() : path + "." + component.getName(),
                            component.getType(),
                            names));
        }
    }

    /** Ids and codes, which are written as what they hold. */
    private static boolean isOneText(RecordComponent[] components) {
        return components.length == 1 && components[0].getName().equals(ONE_TEXT);
    }
}

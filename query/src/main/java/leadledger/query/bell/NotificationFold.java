package leadledger.query.bell;

import java.util.Set;
import leadledger.events.shared.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * How the events of one process make notifications. Pure.
 *
 * @param <E> the process's events
 */
interface NotificationFold<E> {

    /** Kind of the streams of the process's leads. */
    String streamKind();

    /** The process's events, sealed. */
    Class<E> events();

    /** The events that can make a notification; all others but a lead's first change nothing here. */
    Set<Class<? extends E>> telling();

    /** A lead after one more event. */
    LeadNotifications after(@Nullable LeadNotifications before, Recorded<E> recorded);
}

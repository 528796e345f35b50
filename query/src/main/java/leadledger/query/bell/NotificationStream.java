package leadledger.query.bell;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** What one open stream is still to be told. Filled by the relay, emptied by the thread that writes to the client. */
final class NotificationStream {

    private final Reader reader;
    private final long from;
    private final int waitingAtMost;
    private final Queue<Notification> waiting = new ArrayDeque<>();
    private boolean asked;
    private boolean ended;

    /**
     * An open stream.
     *
     * @param from it is given everything after this position
     * @param waitingAtMost with one more it ends
     */
    NotificationStream(Reader reader, long from, int waitingAtMost) {
        this.reader = reader;
        this.from = from;
        this.waitingAtMost = waitingAtMost;
    }

    Reader reader() {
        return reader;
    }

    long from() {
        return from;
    }

    /** Never waits: a client that does not keep up loses its stream, and asks anew for what it missed. */
    synchronized void tell(Notification notification) {
        if (waiting.size() >= waitingAtMost) {
            end();
        } else if (!ended) {
            waiting.add(notification);
            notifyAll();
        }
    }

    /** Lets the writer find out whether there is still somebody at the other end. */
    synchronized void ask() {
        asked = true;
        notifyAll();
    }

    synchronized void end() {
        ended = true;
        waiting.clear();
        notifyAll();
    }

    synchronized boolean isEnded() {
        return ended;
    }

    /**
     * Waits for something to tell, at most for the given time, and takes all of it; empty: nothing came, somebody asked, or
     * it ended.
     */
    synchronized List<Notification> take(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (waiting.isEmpty() && !asked && !ended) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                break;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        asked = false;
        List<Notification> taken = new ArrayList<>(waiting);
        waiting.clear();
        return taken;
    }
}

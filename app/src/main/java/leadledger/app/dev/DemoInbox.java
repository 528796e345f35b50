package leadledger.app.dev;

import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The default run's mail server and everybody's inbox in one: takes every e-mail on a port of this machine, sends none on,
 * and keeps the newest in memory.
 */
final class DemoInbox implements AutoCloseable {

    /** So many are kept. */
    static final int MOST_KEPT = 200;

    private static final Logger LOG = LoggerFactory.getLogger(DemoInbox.class);
    private static final String HOST = "127.0.0.1";

    private final GreenMail server = new GreenMail(new ServerSetup(0, HOST, ServerSetup.PROTOCOL_SMTP));
    private final Deque<InboxMail> mails = new ArrayDeque<>();
    private final InstantSource clock;
    private long lastId;

    /** An empty inbox; {@link #start} begins to take e-mails. */
    DemoInbox(InstantSource clock) {
        this.clock = clock;
    }

    void start() {
        server.start();
        server.getUserManager().setMessageDeliveryHandler((message, address) -> new Everybody());
    }

    String host() {
        return HOST;
    }

    int port() {
        return server.getSmtp().getPort();
    }

    /** What is kept, the newest first. */
    synchronized List<InboxMail> newestFirst() {
        return List.copyOf(mails);
    }

    /** One that is kept. */
    synchronized Optional<InboxMail> find(long id) {
        return mails.stream().filter(mail -> mail.id() == id).findFirst();
    }

    private synchronized void keep(MimeMessage message) {
        try {
            mails.addFirst(InboxMail.read(++lastId, clock.instant(), message));
            while (mails.size() > MOST_KEPT) {
                mails.removeLast();
            }
        } catch (MessagingException | IOException e) {
            LOG.warn("an e-mail could not be read ({})", e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        server.stop();
    }

    /** Whoever it is addressed to: it all comes here. */
    private final class Everybody implements GreenMailUser {

        private static final String NAME = "everybody";

        @Override
        public String getEmail() {
            return NAME;
        }

        @Override
        public String getLogin() {
            return NAME;
        }

        @Override
        public void deliver(MovingMessage message) {
            keep(message.getMessage());
        }

        @Override
        public void deliver(MimeMessage message) {
            keep(message);
        }

        @Override
        public void create() {
            // There is nothing to make.
        }

        @Override
        public void delete() {
            // Nor to take away.
        }

        @Override
        public String getPassword() {
            return "";
        }

        @Override
        public void setPassword(String password) {
            // Nobody logs in.
        }

        @Override
        public void authenticate(String password) {
            // Nobody logs in.
        }

        @Override
        public String getQualifiedMailboxName() {
            return NAME;
        }
    }
}

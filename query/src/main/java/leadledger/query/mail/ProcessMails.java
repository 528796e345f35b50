package leadledger.query.mail;

import java.util.List;
import java.util.Set;
import leadledger.events.mail.MailCourse;
import leadledger.events.mail.PlannedMail;
import leadledger.events.shared.Recorded;
import leadledger.query.mail.content.MailFacts;

/**
 * What is particular to the e-mails of one process: which follow from a lead's history, and what they are to tell. One
 * outbox sends those of all processes.
 *
 * @param <E> the process's events
 */
public interface ProcessMails<E> {

    /** Kind of the streams of the process's leads. */
    String streamKind();

    /** The process's events. */
    Class<E> events();

    /** The events that can change which e-mails of a lead are to be sent; whatever else happens changes none. */
    Set<Class<? extends E>> changing();

    /** Every e-mail that a lead's history gave cause for, and whether it is still to be sent. */
    List<MailCourse> courses(List<Recorded<E>> events);

    /** What an e-mail tells, and whom it goes to, by what is known now. */
    MailFacts facts(PlannedMail mail, List<Recorded<E>> events);
}

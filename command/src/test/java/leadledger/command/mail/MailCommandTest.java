package leadledger.command.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import leadledger.command.mail.MailCommand.OrderMailRetry;
import leadledger.command.mail.MailCommand.RecordMailGivenUp;
import leadledger.command.mail.MailCommand.RecordMailSent;
import leadledger.events.mail.GiveUpReason;
import leadledger.events.mail.MailEvent;
import leadledger.events.mail.MailEvent.MailGivenUp;
import leadledger.events.mail.MailEvent.MailRetryOrdered;
import leadledger.events.mail.MailEvent.MailSent;
import leadledger.events.mail.MailKind;
import leadledger.events.mail.MailStreams;
import leadledger.events.mail.Recipient;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** LG-33: an outcome is recorded once, and what was sent stays sent. */
class MailCommandTest {

    private static final LeadId LEAD = new LeadId(new UUID(1, 1));
    private static final UUID MAIL = new UUID(2, 2);
    private static final String DEALER = "IT-MILANO";
    private static final Actor OPERATOR = Actor.of("ops", Role.ADMIN);
    private static final MailSent SENT =
            new MailSent(LEAD, MAIL, MailKind.REMINDER, Recipient.CUSTOMER, null, "<id@host>");
    private static final MailGivenUp GIVEN_UP =
            new MailGivenUp(LEAD, MAIL, MailKind.REMINDER, Recipient.CUSTOMER, null, GiveUpReason.RECIPIENT_REFUSED);
    private static final MailRetryOrdered RETRY = new MailRetryOrdered(LEAD, MAIL);

    private static MailsOfLead given(MailEvent... events) {
        MailsOfLead mails = MailsOfLead.NONE;
        for (MailEvent event : events) {
            mails = mails.after(event);
        }
        return mails;
    }

    private static void recorded(MailCommand command, MailsOfLead mails) {
        assertThat(command.refusal(mails)).isEmpty();
        assertThat(command.isDone(mails)).isFalse();
    }

    private static void nothingLeftToDo(MailCommand command, MailsOfLead mails) {
        assertThat(command.refusal(mails)).isEmpty();
        assertThat(command.isDone(mails)).isTrue();
    }

    private static void refused(MailCommand command, MailsOfLead mails, String code) {
        assertThat(command.refusal(mails)).map(Refusal::code).contains(code);
    }

    private static MailCommand sent() {
        return new RecordMailSent(MailCommand.SERVICE, DEALER, SENT);
    }

    private static MailCommand givenUp() {
        return new RecordMailGivenUp(MailCommand.SERVICE, DEALER, GIVEN_UP);
    }

    private static MailCommand retry() {
        return new OrderMailRetry(OPERATOR, DEALER, RETRY);
    }

    @Test
    @DisplayName("That it was sent is recorded once")
    void sentOnce() {
        recorded(sent(), given());
        nothingLeftToDo(sent(), given(SENT));
    }

    @Test
    @DisplayName("One that was given up may have been sent after all")
    void sentAfterAll() {
        recorded(sent(), given(GIVEN_UP));
        recorded(sent(), given(GIVEN_UP, RETRY));
    }

    @Test
    @DisplayName("That it is given up is recorded once, and not of one that was sent")
    void givenUpOnce() {
        recorded(givenUp(), given());
        nothingLeftToDo(givenUp(), given(GIVEN_UP));
        nothingLeftToDo(givenUp(), given(SENT));
        recorded(givenUp(), given(GIVEN_UP, RETRY));
    }

    @Test
    @DisplayName("Only what was given up is tried again, once")
    void retried() {
        recorded(retry(), given(GIVEN_UP));
        nothingLeftToDo(retry(), given(GIVEN_UP, RETRY));
        refused(retry(), given(SENT), "mail-not-given-up");
        refused(retry(), given(GIVEN_UP, SENT, GIVEN_UP), "mail-not-given-up");
        refused(retry(), given(), "unknown-mail");
    }

    @Test
    @DisplayName("Outcomes are the service's to tell, and trying again the operator's to order")
    void roles() {
        refused(new RecordMailSent(OPERATOR, DEALER, SENT), given(), "role-may-not");
        refused(new RecordMailGivenUp(OPERATOR, DEALER, GIVEN_UP), given(), "role-may-not");
        refused(new OrderMailRetry(MailCommand.SERVICE, DEALER, RETRY), given(GIVEN_UP), "role-may-not");
    }

    @Test
    @DisplayName("All of a lead's e-mails are one stream, which is not the lead's")
    void stream() {
        assertThat(sent().streamId()).isEqualTo(MailStreams.ofLead(LEAD)).isNotEqualTo(LEAD.value());
        assertThat(MailStreams.ofLead(LEAD)).hasToString("68dad3bb-86b2-3728-939b-e38b967280a7");
    }
}

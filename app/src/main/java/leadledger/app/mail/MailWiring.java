package leadledger.app.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.InstantSource;
import leadledger.command.desk.CommandDesk;
import leadledger.events.reference.ReferenceLookup;
import leadledger.query.lead.VehicleRegister;
import leadledger.query.mail.AftersalesMails;
import leadledger.query.mail.LeadMails;
import leadledger.query.mail.Outbox;
import leadledger.query.mail.OutboxFollower;
import leadledger.query.mail.SalesMails;
import leadledger.query.mail.content.InvitationPolicy;
import leadledger.query.mail.content.MailComposer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.transaction.PlatformTransactionManager;

/** Puts the sending of e-mails together. Without a mail server the outbox is filled, and nothing is sent. */
@Configuration(proxyBeanMethods = false)
class MailWiring {

    private static final Logger LOG = LoggerFactory.getLogger(MailWiring.class);

    /** Nothing is sent then. */
    private static final String NOBODY = "nobody@localhost";

    @Bean
    AftersalesMails aftersalesMails(ReferenceLookup references, VehicleRegister register) {
        return new AftersalesMails(references, register::modelForMail);
    }

    @Bean
    SalesMails salesMails(ReferenceLookup references) {
        return new SalesMails(references);
    }

    @Bean
    MailDelivery mailDelivery(
            OutboxFollower follower,
            Outbox outbox,
            LeadMails mails,
            CommandDesk desk,
            ObjectProvider<JavaMailSender> senders,
            MailProperties properties,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        InternetAddress from = from(properties.from());
        JavaMailSender sender = senders.getIfAvailable();
        if (sender != null && from == null) {
            throw new IllegalStateException(
                    "A mail server is configured, but not whom e-mails come from: set leadledger.mail.from.");
        }
        if (sender == null) {
            LOG.warn("No mail server is configured (spring.mail.host): no e-mail is sent.");
        }
        return new MailDelivery(
                follower,
                outbox,
                mails,
                desk,
                new ComposedMails(
                        new MailComposer(new InvitationPolicy(
                                InvitationPolicy.DEFAULT_LENGTH, from == null ? NOBODY : from.getAddress())),
                        mails),
                sender == null || from == null ? null : new Postman(sender, from),
                new MessageIds(from == null ? "localhost" : host(from)),
                clock,
                transactions);
    }

    private static @Nullable InternetAddress from(@Nullable String configured) {
        if (configured == null || configured.isBlank()) {
            return null;
        }
        try {
            InternetAddress from = new InternetAddress(configured, true);
            if (!from.getAddress().contains("@")) {
                throw new AddressException("no host");
            }
            return from;
        } catch (AddressException e) {
            throw new IllegalStateException("leadledger.mail.from is no e-mail address.", e);
        }
    }

    private static String host(InternetAddress address) {
        return address.getAddress().substring(address.getAddress().lastIndexOf('@') + 1);
    }
}

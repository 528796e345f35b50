package leadledger.app.dev;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** E-mails of the default run go to an inbox of its own, through a real mail server in the same process. */
@Configuration(proxyBeanMethods = false)
@Profile("dev")
class DemoMail {

    private static final String TIMEOUT_MILLIS = "5000";

    @Bean(initMethod = "start", destroyMethod = "close")
    DemoInbox demoInbox(InstantSource clock) {
        return new DemoInbox(clock);
    }

    @Bean
    JavaMailSender demoMailSender(DemoInbox inbox) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost(inbox.host());
        sender.setPort(inbox.port());
        sender.getJavaMailProperties().setProperty("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
        sender.getJavaMailProperties().setProperty("mail.smtp.timeout", TIMEOUT_MILLIS);
        sender.getJavaMailProperties().setProperty("mail.smtp.writetimeout", TIMEOUT_MILLIS);
        return sender;
    }
}

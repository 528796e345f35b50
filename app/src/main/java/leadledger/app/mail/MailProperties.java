package leadledger.app.mail;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of e-mails beside the mail server's own, which are {@code spring.mail.*}.
 *
 * @param from whom e-mails come from, such as {@code Lead Ledger <leads@example.jp>}; its host is also the right-hand side of
 *     every {@code Message-ID}
 */
@ConfigurationProperties("leadledger.mail")
public record MailProperties(@Nullable String from) {}

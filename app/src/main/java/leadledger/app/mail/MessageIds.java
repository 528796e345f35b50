package leadledger.app.mail;

import java.util.UUID;

/**
 * The {@code Message-ID} of e-mails: always the same for the same one.
 *
 * @param host the part behind the {@code @}
 */
record MessageIds(String host) {

    String of(UUID mailId) {
        return "<" + mailId + "@" + host + ">";
    }
}

package leadledger.query.mail.content;

import java.util.List;
import java.util.Map;

/**
 * What the templates lay out: finished texts, of which no character means anything to them.
 *
 * @param language ISO 639-1
 * @param subject the subject, also the heading
 * @param salutation who is addressed
 * @param opening what has happened
 * @param rows labels and values, in order
 * @param separator what stands between label and value in plain text
 * @param closing what follows from it, by paragraph
 * @param signature who writes
 * @param automatic that nobody has written it by hand
 */
record Letter(
        String language,
        String subject,
        String salutation,
        String opening,
        Map<String, String> rows,
        String separator,
        List<String> closing,
        String signature,
        String automatic) {}

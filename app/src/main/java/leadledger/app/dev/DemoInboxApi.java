package leadledger.app.dev;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** Shows what the default run has sent, to people and to programs. E-mails are never let do anything: they are only shown. */
@RestController
@Profile("dev")
@RequestMapping("/demo/inbox")
class DemoInboxApi {

    /** Nothing is loaded, sent or run, and nobody puts the page into another one. */
    private static final String ONLY_SHOWN = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'none'";

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private static final String HEAD = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Demo inbox</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            table { border-collapse: collapse; width: 100%; }
            td, th { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #ccc; }
            pre { white-space: pre-wrap; background: #f4f4f4; padding: 1rem; }
            iframe { width: 100%; height: 32rem; border: 1px solid #ccc; }
            </style></head><body>
            """;

    private final DemoInbox inbox;

    DemoInboxApi(DemoInbox inbox) {
        this.inbox = inbox;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    List<Line> list() {
        return inbox.newestFirst().stream()
                .map(mail -> new Line(mail.id(), mail.receivedAt(), mail.from(), mail.to(), mail.subject()))
                .toList();
    }

    @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> listPage(HttpServletResponse response) {
        String rows = inbox.newestFirst().stream()
                .map(mail -> "<tr><td>" + mail.receivedAt() + "</td><td>" + escaped(mail.to())
                        + "</td><td><a href=\"/demo/inbox/" + mail.id() + "\">" + escaped(mail.subject())
                        + "</a></td></tr>")
                .collect(Collectors.joining("\n"));
        return page(
                response,
                "<h1>Demo inbox</h1><p>What the service has sent since it was started, the newest first; at most "
                        + DemoInbox.MOST_KEPT + ". Nothing leaves this machine.</p>"
                        + "<table><tr><th>received</th><th>to</th><th>subject</th></tr>" + rows + "</table>");
    }

    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Whole> one(@PathVariable long id) {
        return ResponseEntity.of(inbox.find(id).map(Whole::of));
    }

    @GetMapping(path = "/{id}", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> onePage(@PathVariable long id, HttpServletResponse response) {
        return inbox.find(id)
                .map(mail -> page(response, mail))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    private static ResponseEntity<String> page(HttpServletResponse response, InboxMail mail) {
        StringBuilder files = new StringBuilder();
        for (int i = 0; i < mail.attachments().size(); i++) {
            InboxMail.Attachment file = mail.attachments().get(i);
            files.append("<li><a href=\"/demo/inbox/")
                    .append(mail.id())
                    .append("/attachments/")
                    .append(i + 1)
                    .append("\">")
                    .append(escaped(file.name()))
                    .append("</a> (")
                    .append(escaped(file.contentType()))
                    .append(", ")
                    .append(file.bytes().length)
                    .append(" bytes)</li>");
        }
        return page(
                response,
                "<p><a href=\"/demo/inbox\">Demo inbox</a></p><h1>" + escaped(mail.subject()) + "</h1>"
                        + "<table><tr><th>from</th><td>" + escaped(mail.from()) + "</td></tr><tr><th>to</th><td>"
                        + escaped(mail.to()) + "</td></tr><tr><th>received</th><td>" + mail.receivedAt()
                        + "</td></tr><tr><th>Message-ID</th><td>" + escaped(mail.messageId()) + "</td></tr></table>"
                        // A sandbox without any permission: no scripts, no forms, no way out of the frame.
                        + "<h2>HTML</h2><iframe sandbox title=\"the e-mail as HTML\" srcdoc=\"" + escaped(mail.html())
                        + "\"></iframe><h2>Plain text</h2><pre>" + escaped(mail.text())
                        + "</pre><h2>Attachments</h2><ul>"
                        + files + "</ul>");
    }

    /** Always a download: what stands in it is not for the browser to run. */
    @GetMapping("/{id}/attachments/{number}")
    ResponseEntity<byte[]> attachment(@PathVariable long id, @PathVariable int number) {
        return inbox.find(id)
                .filter(mail -> number >= 1 && number <= mail.attachments().size())
                .map(mail -> mail.attachments().get(number - 1))
                .map(file -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_OCTET_STREAM)
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                ContentDisposition.attachment()
                                        .filename(file.name())
                                        .build()
                                        .toString())
                        .body(file.bytes()))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    private static ResponseEntity<String> page(HttpServletResponse response, String body) {
        // In the place of what every answer has: two policies would both hold.
        response.setHeader("Content-Security-Policy", ONLY_SHOWN);
        return ResponseEntity.ok().contentType(HTML).body(HEAD + body + "</body></html>");
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
    }

    /** An e-mail in the list. */
    record Line(long id, Instant receivedAt, String from, String to, String subject) {}

    /** An e-mail as a whole. */
    record Whole(
            long id,
            Instant receivedAt,
            String messageId,
            String from,
            String to,
            String subject,
            String text,
            String html,
            List<File> attachments) {

        static Whole of(InboxMail mail) {
            List<File> files = mail.attachments().stream()
                    .map(file -> new File(file.name(), file.contentType(), file.bytes().length))
                    .toList();
            return new Whole(
                    mail.id(),
                    mail.receivedAt(),
                    mail.messageId(),
                    mail.from(),
                    mail.to(),
                    mail.subject(),
                    mail.text(),
                    mail.html(),
                    files);
        }
    }

    /** An attachment, to be read at {@code attachments/1} and so on. */
    record File(String name, String contentType, int bytes) {}
}

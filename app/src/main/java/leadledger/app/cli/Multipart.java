package leadledger.app.cli;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A form with files (multipart/form-data), which are read when it is sent, each time anew. */
final class Multipart {

    private final String boundary = "lead-ledger-" + UUID.randomUUID();
    private final List<BodyPublisher> parts = new ArrayList<>();

    /** With a file. It goes under the part's name: what people call their files is nobody's business. */
    Multipart file(String part, String extension, String mediaType, Path file) {
        text("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + part + "\"; filename=\"" + part
                + extension + "\"\r\nContent-Type: " + mediaType + "\r\n\r\n");
        try {
            parts.add(BodyPublishers.ofFile(file));
        } catch (FileNotFoundException e) {
            throw FailedException.ofUsage(file + " cannot be read.");
        }
        text("\r\n");
        return this;
    }

    String mediaType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /** Once, when all files are in it. */
    BodyPublisher body() {
        text("--" + boundary + "--\r\n");
        return BodyPublishers.concat(parts.toArray(BodyPublisher[]::new));
    }

    private void text(String text) {
        parts.add(BodyPublishers.ofString(text, StandardCharsets.US_ASCII));
    }
}

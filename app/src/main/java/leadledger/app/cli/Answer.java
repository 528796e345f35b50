package leadledger.app.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A successful answer, read while it comes. */
final class Answer implements AutoCloseable {

    private static final int LARGEST_DOCUMENT = 32 * 1024 * 1024;
    private static final int BUFFER = 64 * 1024;

    private final HttpResponse<InputStream> response;
    private final InputStream body;

    Answer(HttpResponse<InputStream> response, InputStream body) {
        this.response = response;
        // Handing single bytes from thread to thread would take its time.
        this.body = new BufferedInputStream(body, BUFFER);
    }

    int status() {
        return response.statusCode();
    }

    @Nullable
    String header(String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    InputStream body() {
        return body;
    }

    /** The body as one JSON object. */
    JsonNode json() throws IOException {
        byte[] bytes = body.readNBytes(LARGEST_DOCUMENT + 1);
        if (bytes.length > LARGEST_DOCUMENT) {
            throw FailedException.ofService("The answer is larger than any that was asked for.");
        }
        try {
            JsonNode json = AuditTask.JSON.readTree(bytes);
            if (json.isObject()) {
                return json;
            }
        } catch (JacksonException e) {
            // as any other body that is no object
        }
        throw FailedException.ofService("The answer is not the JSON of a Lead Ledger.");
    }

    /** Hands the body on as it comes, and fails if it is cut. */
    long copyTo(OutputStream out, Progress progress) throws IOException {
        if (header("Content-Length") == null && header("Transfer-Encoding") == null) {
            throw FailedException.ofService(
                    "The answer does not tell its end from a break: something between strips that.");
        }
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            out.write(buffer, 0, read);
            bytes += read;
            progress.more(read);
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}

package leadledger.query.export;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import org.springframework.http.HttpHeaders;

/**
 * The body of an answer. Its headers are set with its first bytes, so that an export that fails before can still be answered
 * with a problem; and it remembers when its client has gone.
 */
final class ExportAnswer extends OutputStream {

    private final HttpServletResponse response;
    private final String mediaType;
    private final String fileName;
    private boolean begun;
    private boolean gone;

    ExportAnswer(HttpServletResponse response, String mediaType, String fileName) {
        this.response = response;
        this.mediaType = mediaType;
        this.fileName = fileName;
    }

    boolean isBegun() {
        return begun;
    }

    boolean isGone() {
        return gone;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (!begun) {
            begun = true;
            response.setContentType(mediaType);
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + fileName + "\"");
            // A proxy that gathers the answer would need room for all of it.
            response.setHeader("X-Accel-Buffering", "no");
        }
        try {
            response.getOutputStream().write(bytes, offset, length);
        } catch (IOException e) {
            gone = true;
            throw e;
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            if (begun) {
                response.flushBuffer();
            }
        } catch (IOException e) {
            gone = true;
            throw e;
        }
    }
}

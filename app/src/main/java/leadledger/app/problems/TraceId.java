package leadledger.app.problems;

import java.util.UUID;

/**
 * Brings an answer and the log's lines about it together.
 *
 * @param text 32 hexadecimal digits, as W3C traces have them
 */
record TraceId(String text) {

    static TraceId next() {
        return new TraceId(UUID.randomUUID().toString().replace("-", ""));
    }
}

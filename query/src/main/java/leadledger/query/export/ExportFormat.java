package leadledger.query.export;

import java.io.IOException;
import java.io.OutputStream;

/** How an export is written. */
interface ExportFormat {

    /** Writes an export; reads its leads once or several times. The stream stays open. */
    void write(Export export, OutputStream out) throws IOException;
}

/**
 * The evidence pack (SL-42): all that a verdict rests on in one file, to be read, kept and checked without the service. {@link
 * leadledger.query.evidencepack.PackContent} says what is in a pack and knows no lead's process; the rest makes files of it. The
 * same content makes the same bytes.
 */
@NullMarked
package leadledger.query.evidencepack;

import org.jspecify.annotations.NullMarked;

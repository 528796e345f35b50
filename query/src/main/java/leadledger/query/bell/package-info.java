/**
 * The bell (ベルアイコン): what the people of dealers and outlets are told of, derived from events; what each of them has read and selected;
 * and the stream that tells them at once.
 */
@NullMarked
package leadledger.query.bell;

import org.jspecify.annotations.NullMarked;

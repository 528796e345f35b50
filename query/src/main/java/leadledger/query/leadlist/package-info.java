/** The dealers' list views (ビュー): one row per lead, kept by a projection. */
@NullMarked
package leadledger.query.leadlist;

import org.jspecify.annotations.NullMarked;

/** Sales leads as their readers see them. */
@NullMarked
package leadledger.query.saleslist;

import org.jspecify.annotations.NullMarked;

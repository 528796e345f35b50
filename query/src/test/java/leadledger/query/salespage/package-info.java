/** Sales leads as their readers see them. */
@NullMarked
package leadledger.query.salespage;

import org.jspecify.annotations.NullMarked;

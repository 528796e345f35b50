/** Sales leads as their readers see them. */
@NullMarked
package leadledger.query.saleslead;

import org.jspecify.annotations.NullMarked;

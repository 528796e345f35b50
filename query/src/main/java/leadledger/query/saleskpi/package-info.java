/** Key figures (KPI) of outlets and of their people, and the leads behind each. */
@NullMarked
package leadledger.query.saleskpi;

import org.jspecify.annotations.NullMarked;

/** Reference data and the vehicle register as readers of leads see them (AS-02, AS-40, AS-70, SA-10, SA-20). */
@NullMarked
package leadledger.query.reference;

import org.jspecify.annotations.NullMarked;

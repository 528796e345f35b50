/** What all use cases' tests share: a lead's story so far, what is done, what comes of it. */
@NullMarked
package leadledger.command.aftersales;

import org.jspecify.annotations.NullMarked;

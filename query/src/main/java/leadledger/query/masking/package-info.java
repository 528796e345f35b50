/** What takes the place of personal data for readers who may not see it (AC-05): one place for each kind of data. */
@NullMarked
package leadledger.query.masking;

import org.jspecify.annotations.NullMarked;

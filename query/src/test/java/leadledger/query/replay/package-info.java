/** Tests of leads' stories, step by step. */
@NullMarked
package leadledger.query.replay;

import org.jspecify.annotations.NullMarked;

/**
 * Keeps read models: follows the ledger in segments shared among nodes, parks what cannot be taken, and rebuilds any read
 * model beside the serving one (LG-06, LG-30, LG-31). What a read model contains is decided by its own projection.
 */
@NullMarked
package leadledger.query.projection;

import org.jspecify.annotations.NullMarked;

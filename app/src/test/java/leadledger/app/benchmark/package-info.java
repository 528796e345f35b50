/**
 * Measures the ledger against stock Axon and bare JDBC in one run and prints a table: {@code ./mvnw -Pbench -DskipTests
 * verify}. Not tests: figures depend on the machine, so nothing here fails a build but wrong results.
 */
@NullMarked
package leadledger.app.benchmark;

import org.jspecify.annotations.NullMarked;

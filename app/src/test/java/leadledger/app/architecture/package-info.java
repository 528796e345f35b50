/** The rules of {@code docs/adr} and {@code docs/guides/extending.md} about who may know whom, as tests. */
@NullMarked
package leadledger.app.architecture;

import org.jspecify.annotations.NullMarked;

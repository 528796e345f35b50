/**
 * What a person at the terminal is told: progress, readiness, and in one sentence why a start failed. Knows Spring Boot
 * and nothing of the service.
 */
@NullMarked
package leadledger.app.console;

import org.jspecify.annotations.NullMarked;

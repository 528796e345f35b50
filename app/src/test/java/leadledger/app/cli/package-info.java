/** The command line for auditors against a service that says what a test wants, and once against the real one. */
package leadledger.app.cli;

/** What tests of the application share. */
package leadledger.app.testing;

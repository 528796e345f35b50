/** Tests made from the API's own description: every route, whoever calls it, whatever is sent. */
package leadledger.app.contract;

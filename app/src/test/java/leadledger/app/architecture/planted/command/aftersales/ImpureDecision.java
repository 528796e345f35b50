package leadledger.app.architecture.planted.command.aftersales;

import org.springframework.http.ResponseEntity;

/** Planted: a decision that knows Spring. */
public record ImpureDecision(ResponseEntity<String> answer) {}

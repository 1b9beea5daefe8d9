package io.webgateway.agent.management;

import io.webgateway.agent.ledger.StoreException;
import io.webgateway.agent.management.audit.AuditEntry;
import io.webgateway.agent.management.audit.AuditTrail;
import io.webgateway.agent.management.call.Access;
import io.webgateway.agent.management.call.Answer;
import io.webgateway.agent.management.call.Call;
import io.webgateway.agent.management.call.CallHead;
import io.webgateway.agent.management.call.CallRefused;
import io.webgateway.agent.management.call.Caller;
import io.webgateway.agent.management.call.Faults;
import io.webgateway.agent.management.call.MediaTypes;
import io.webgateway.agent.management.call.Route;
import io.webgateway.agent.management.call.RouteList;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.agent.management.token.CallerCheck;
import io.webgateway.wire.ProblemDocument;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every call goes through here, whichever listener it came in by: route, form, caller, resource,
 * audit. Any thread.
 */
final class Api {
  private static final Logger LOG = LoggerFactory.getLogger(Api.class);
  private static final String NO_ROUTE = "none";

  private final RouteList routes;
  private final ManagementPorts ports;
  private final CallerCheck callers;
  private final AuditTrail trail;
  private final AtomicLong incidents = new AtomicLong();

  Api(RouteList routes, ManagementPorts ports, CallerCheck callers, AuditTrail trail) {
    this.routes = routes;
    this.ports = ports;
    this.callers = callers;
    this.trail = trail;
  }

  /** Reads a call's body. */
  @FunctionalInterface
  interface BodyReader {
    /**
     * The body.
     *
     * @throws CallRefused when it is larger than this
     */
    byte[] read(int maxBytes) throws IOException;
  }

  /** A call as it came off the wire: the head, unless the method or a field was unheard of. */
  record Arrival(CallHead head, boolean knownMethod) {}

  /** An answer, and what counters are kept under. */
  record Outcome(Answer answer, String route) {}

  /** Answers a call. */
  Outcome answer(Arrival arrival, BodyReader reader) throws IOException {
    CallHead head = arrival.head();
    String pattern = NO_ROUTE;
    Optional<Route> found = Optional.empty();
    Body body = new Body();
    Answer answer;
    try {
      checkHost(head);
      RouteList.Found fit =
          routes.find(
              arrival.knownMethod() ? Optional.of(head.method()) : Optional.empty(), head.path());
      found = Optional.of(fit.route());
      pattern = fit.route().pattern().text();
      answer = answer(head, fit, reader, body);
    } catch (CallRefused e) {
      answer = e.answer();
      body.problem = Optional.of(e.problem());
    } catch (StoreException e) {
      CallRefused refusal = ledgerFailed(e);
      answer = refusal.answer();
      body.problem = Optional.of(refusal.problem());
    } catch (RuntimeException e) {
      CallRefused refusal = failed(e);
      answer = refusal.answer();
      body.problem = Optional.of(refusal.problem());
    }
    Answer given = answer;
    found
        .filter(route -> !route.method().isSafe())
        .ifPresent(route -> audit(route, head, body, given));
    return new Outcome(answer, pattern);
  }

  /** What is learned about a call on the way, for the audit trail. */
  private static final class Body {
    private byte[] bytes = new byte[0];
    private Optional<Caller> caller = Optional.empty();
    private Optional<ProblemDocument> problem = Optional.empty();
  }

  private Answer answer(CallHead head, RouteList.Found fit, BodyReader reader, Body seen)
      throws IOException {
    Route route = fit.route();
    requireReachable(route, head);
    MediaTypes.requireAccepted(head, route);
    if (route.maxBodyBytes() > 0) {
      seen.bytes = reader.read(route.maxBodyBytes());
      MediaTypes.requireConsumed(head, route);
    } else if (reader.read(0).length > 0) {
      throw Faults.tooLarge(0);
    }
    Caller caller = caller(head, route, seen.bytes);
    seen.caller = Optional.of(caller);
    return route
        .responder()
        .answer(new Call(head, fit.variables(), caller, new Call.Body(seen.bytes)));
  }

  private void checkHost(CallHead head) {
    if (!head.isLocal()) {
      new HostCheck(ports.facts().get().endpoints()).check(head);
    }
  }

  private static void requireReachable(Route route, CallHead head) {
    if (route.access() == Access.LOCAL && !head.isLocal()) {
      throw Faults.notAllowed(
          "unix-socket-only",
          "Only the local administrator may do this",
          "Call it on the node's unix socket");
    }
  }

  private Caller caller(CallHead head, Route route, byte[] body) {
    Caller present = head.isLocal() ? new Caller.LocalAdministrator() : new Caller.Anonymous();
    return switch (route.access()) {
      case PUBLIC -> present;
      case LOCAL -> present;
      case IDENTITY_OR_LOCAL ->
          head.isLocal() && !CallerCheck.hasToken(head)
              ? present
              : callers.caller(head, route.isRecord(), body);
      case IDENTITY -> {
        if (head.isLocal() && !CallerCheck.hasToken(head)) {
          throw Faults.notAllowed(
              "identity-needed",
              "The local administrator has no identity and signs for nobody",
              "Send a token of the identity in question");
        }
        yield callers.caller(head, route.isRecord(), body);
      }
    };
  }

  private void audit(Route route, CallHead head, Body seen, Answer answer) {
    int status = answer.status();
    boolean done = status < 300;
    Caller caller = seen.caller.orElseGet(Caller.Anonymous::new);
    AuditSubject subject =
        route.isRecord() ? AuditSubject.ofRecord(seen.bytes, done) : AuditSubject.ofCaller(caller);
    String outcome = seen.problem.flatMap(ProblemDocument::code).orElse(AuditEntry.DONE);
    boolean rehearsal = "true".equals(head.query().get("dryRun"));
    if (!rehearsal) {
      Answer.Remark remark =
          answer instanceof Answer.Whole whole ? whole.remark() : Answer.Remark.NONE;
      trail.add(
          new AuditTrail.Deed(
              subject.who(), subject.proof(), head.method().name(), head.path(), status, outcome),
          remark.note(),
          remark.concerns());
    }
  }

  private CallRefused ledgerFailed(StoreException e) {
    LOG.error("The ledger's store failed", e);
    return Faults.unavailable(
        "ledger-unavailable",
        "The ledger does not answer; whether a change was made is unknown",
        "Read again what you changed, then try again");
  }

  private CallRefused failed(RuntimeException e) {
    String incident = "incident " + incidents.incrementAndGet();
    LOG.error("A call failed: {}", incident, e);
    return Faults.internal(incident);
  }
}

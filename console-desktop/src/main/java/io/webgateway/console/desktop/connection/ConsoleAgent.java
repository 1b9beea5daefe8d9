package io.webgateway.console.desktop.connection;

import io.webgateway.client.Certificates;
import io.webgateway.client.EditEffect;
import io.webgateway.client.GrantTerms;
import io.webgateway.client.Workloads;
import io.webgateway.client.live.StatusListener;
import io.webgateway.client.screen.BackendList;
import io.webgateway.client.screen.ReservationRow;
import io.webgateway.client.traffic.TrafficListener;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.model.workload.Workload;
import java.time.Duration;
import java.util.Optional;

/**
 * All that the console asks of an agent, in one identity's name. Blocking: called on virtual
 * threads, never on JavaFX's. Thread-safe. Everything throws {@link
 * io.webgateway.client.GatewayException} when the agent refuses or is silent.
 */
public interface ConsoleAgent extends AutoCloseable {

  /** Reads everything. */
  Picture read();

  /** Follows changes of conditions. */
  Watch watchStatus(StatusListener listener);

  /** Follows traffic. */
  TrafficTap watchTraffic(String filter, TrafficListener listener);

  /** What the agent knows of a name, whoever holds it. */
  ReservationRow reservation(String namespace);

  /** Reserves a name, or takes it back; counts against the grant of the given provider. */
  void reserve(String namespace, Optional<IdentityId> sponsor, Duration term);

  /** Extends a term, counted from now. */
  void renew(String namespace, Duration term);

  /** Gives a name up. */
  void release(String namespace);

  /** A workload's definition with the version it was read at. */
  Optional<Workloads.Seen> definition(String namespace, String id);

  /** How a workload's backends are on the node that is asked. */
  BackendList backends(String namespace, String id);

  /**
   * Lets the agent say what would become of a workload; refusals come as they would then.
   *
   * @return what visitors of that node would notice, where it is known
   */
  Optional<EditEffect> rehearse(Workload workload, Workloads.Expecting expecting);

  /** Publishes a workload. */
  void publish(Workload workload, Workloads.Expecting expecting);

  /** Takes a workload back. */
  void deleteWorkload(String namespace, String id);

  /** Uploads a certificate. */
  void upload(Certificates.Upload upload);

  /** Puts another certificate in the place of one that is there. */
  void replaceCertificate(String id, Certificates.Upload upload);

  /** Takes a certificate away. */
  void deleteCertificate(String id);

  /** Gives a grant, or changes one. */
  void grant(GrantTerms terms);

  /** What the ledger says of the identity itself. */
  Optional<IdentityBody> ownIdentity();

  /** Puts a new identity on the ledger. */
  void publishIdentity(IdentityBody first);

  @Override
  void close();

  /** Something that goes on until it is closed. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /** Live traffic that goes on until it is closed. */
  interface TrafficTap extends Watch {
    /** Watches by another filter from now on. */
    void filter(String text);
  }
}

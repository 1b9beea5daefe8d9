package io.webgateway.agent.certificate;

import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.model.certificate.CertificateSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Where certificates and their keys are kept, keys sealed. A method returns only after its change
 * is on disk; {@link IOException} means that it may not be.
 *
 * <p>Thread: any. Reading never blocks; changing does, so never on an event loop.
 */
public interface CertificateStore {

  /** Everything, in the order of ids. */
  List<StoredCertificate> all();

  /** One certificate. */
  Optional<StoredCertificate> find(String id);

  /** Adds a certificate; what the same owner already has from the same source is not doubled. */
  StoredCertificate add(String owner, CertificateSource source, ServerCertificate certificate)
      throws IOException;

  /**
   * Puts another certificate in the place of one.
   *
   * @param version the version that the caller has seen
   */
  Change replace(String id, long version, ServerCertificate certificate) throws IOException;

  /**
   * Removes a certificate and its key.
   *
   * @param version the version that the caller has seen
   */
  Change remove(String id, long version) throws IOException;

  /** What became of a change. */
  sealed interface Change {
    /** It is done; this is the new state, or the last one of what was removed. */
    record Done(StoredCertificate certificate) implements Change {}

    /** Somebody else changed it since; this is the current state. */
    record Conflict(StoredCertificate current) implements Change {}

    /** There is none with this id. */
    record Missing() implements Change {}
  }
}

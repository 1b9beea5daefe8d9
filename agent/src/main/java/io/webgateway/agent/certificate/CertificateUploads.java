package io.webgateway.agent.certificate;

import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.model.certificate.CertificateSource;
import io.webgateway.model.certificate.CertificateView;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a tenant may do with certificates: see its own, upload, replace what it uploaded, and
 * remove. Certificates of others do not exist here.
 *
 * <p>Thread: any; blocks on disk, so never an event loop.
 */
public final class CertificateUploads {
  private final CertificateStore store;
  private final InstantSource clock;
  private final Runnable changed;

  /**
   * Makes one.
   *
   * @param changed called after every change, so that it is served soon
   */
  public CertificateUploads(CertificateStore store, InstantSource clock, Runnable changed) {
    this.store = store;
    this.clock = clock;
    this.changed = changed;
  }

  /** What became of a change. */
  public sealed interface Outcome {
    /** It is done; of what was removed, this is the last state. */
    record Done(CertificateView certificate, List<CertificateProblem> warnings)
        implements Outcome {}

    /** The upload is not good. */
    record Rejected(List<CertificateProblem> problems) implements Outcome {}

    /** Somebody else changed it since. */
    record Conflict(CertificateView current) implements Outcome {}

    /** The owner has none with this id. */
    record Missing() implements Outcome {}

    /** The node issued it, so it replaces it by itself. */
    record NotUploaded(CertificateView current) implements Outcome {}
  }

  /** All certificates of an owner, in the order of ids. */
  public List<CertificateView> list(String owner) {
    return store.all().stream()
        .filter(stored -> stored.owner().equals(owner))
        .map(StoredCertificate::view)
        .toList();
  }

  /** One certificate of an owner. */
  public Optional<CertificateView> find(String owner, String id) {
    return owned(owner, id).map(StoredCertificate::view);
  }

  /** Judges and stores an upload; the same one again changes nothing. */
  public Outcome add(String owner, PemUpload upload) throws IOException {
    return switch (PemCertificateCheck.check(upload, Set.of(), clock.instant())) {
      case PemCertificateCheck.Accepted(
              ServerCertificate certificate,
              List<CertificateProblem> warnings) ->
          done(store.add(owner, CertificateSource.UPLOADED, certificate), warnings);
      case PemCertificateCheck.Refused(List<CertificateProblem> problems) ->
          new Outcome.Rejected(problems);
    };
  }

  /**
   * Puts an upload in the place of an earlier one.
   *
   * @param version the version that the caller has seen
   */
  public Outcome replace(String owner, String id, long version, PemUpload upload)
      throws IOException {
    Optional<StoredCertificate> present = owned(owner, id);
    if (present.isEmpty()) {
      return new Outcome.Missing();
    }
    if (present.get().source() != CertificateSource.UPLOADED) {
      return new Outcome.NotUploaded(present.get().view());
    }
    return switch (PemCertificateCheck.check(upload, Set.of(), clock.instant())) {
      case PemCertificateCheck.Accepted(
              ServerCertificate certificate,
              List<CertificateProblem> warnings) ->
          outcome(store.replace(id, version, certificate), warnings);
      case PemCertificateCheck.Refused(List<CertificateProblem> problems) ->
          new Outcome.Rejected(problems);
    };
  }

  /**
   * Removes a certificate; the node issues another if its host is still served and it can.
   *
   * @param version the version that the caller has seen
   */
  public Outcome remove(String owner, String id, long version) throws IOException {
    return owned(owner, id).isPresent()
        ? outcome(store.remove(id, version), List.of())
        : new Outcome.Missing();
  }

  private Outcome done(StoredCertificate stored, List<CertificateProblem> warnings) {
    changed.run();
    return new Outcome.Done(stored.view(), warnings);
  }

  private Outcome outcome(CertificateStore.Change change, List<CertificateProblem> warnings) {
    return switch (change) {
      case CertificateStore.Change.Done(StoredCertificate stored) -> done(stored, warnings);
      case CertificateStore.Change.Conflict(StoredCertificate current) ->
          new Outcome.Conflict(current.view());
      case CertificateStore.Change.Missing _ -> new Outcome.Missing();
    };
  }

  private Optional<StoredCertificate> owned(String owner, String id) {
    return store.find(id).filter(stored -> stored.owner().equals(owner));
  }
}

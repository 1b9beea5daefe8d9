package io.webgateway.agent.management.resource;

import io.webgateway.agent.certificate.CertificateProblem;
import io.webgateway.agent.certificate.CertificateUploads.Outcome;
import io.webgateway.agent.certificate.PemCertificateCheck;
import io.webgateway.agent.certificate.PemUpload;
import io.webgateway.agent.management.call.Access;
import io.webgateway.agent.management.call.Answer;
import io.webgateway.agent.management.call.Call;
import io.webgateway.agent.management.call.CallRefused;
import io.webgateway.agent.management.call.Faults;
import io.webgateway.agent.management.call.HttpMethod;
import io.webgateway.agent.management.call.Resource;
import io.webgateway.agent.management.call.Route;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.model.certificate.CertificateView;
import io.webgateway.model.ledger.NameBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.name.HostPattern;
import io.webgateway.model.name.NamespaceName;
import io.webgateway.wire.ProblemDocument;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The caller's certificates on this node; others' do not exist here. Keys go in, never out. */
public final class CertificateResource implements Resource {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateResource.class);
  private static final String LIST = "/v1/certificates";
  private static final String ONE = "/v1/certificates/{id}";
  private static final int MAX_BODY_BYTES = 128 * 1024;

  private final ManagementPorts ports;
  private final IdempotentPosts posts;

  /** Reads and writes through these ports. */
  public CertificateResource(ManagementPorts ports) {
    this.ports = ports;
    this.posts = new IdempotentPosts(ports.clock());
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.getAs(
            "/v1/certificates/ca", Access.PUBLIC, "application/x-pem-file", this::authority),
        Route.get(LIST, Access.IDENTITY, this::list),
        Route.get(ONE, Access.IDENTITY, this::one),
        Route.change(
            HttpMethod.POST,
            LIST,
            Access.IDENTITY,
            MAX_BODY_BYTES,
            call -> posts.once(call, this::add)),
        Route.change(HttpMethod.PUT, ONE, Access.IDENTITY, MAX_BODY_BYTES, this::replace),
        Route.delete(ONE, Access.IDENTITY, this::remove));
  }

  /** The upload as it comes; never printed. */
  private record Body(
      Optional<String> namespace,
      Optional<List<String>> hosts,
      String chain,
      String key,
      Optional<String> passphrase) {
    @Override
    public String toString() {
      return "Body[not shown]";
    }
  }

  private Answer authority(Call call) {
    return ports
        .authorityPem()
        .map(pem -> new Answer.Whole(200, "application/x-pem-file", java.util.Map.of(), pem))
        .orElseThrow(() -> Faults.notFound("A local certificate authority"));
  }

  private Answer list(Call call) {
    int limit = call.limit();
    String after = Page.cursor(call);
    List<CertificateView> rest =
        ports.certificates().list(owner(call)).stream()
            .filter(view -> view.id().compareTo(after) > 0)
            .limit(limit)
            .toList();
    Optional<String> next =
        rest.size() < limit ? Optional.empty() : Optional.of(rest.getLast().id());
    return Answer.json(new Page(rest, next));
  }

  private Answer one(Call call) {
    return found(existing(call), 200);
  }

  private Answer.Whole add(Call call) {
    PemUpload upload = upload(call);
    return answer(write(() -> ports.certificates().add(owner(call), upload)), 201);
  }

  private Answer replace(Call call) {
    long version = expectedVersion(call);
    PemUpload upload = upload(call);
    String id = call.variable("id");
    return answer(write(() -> ports.certificates().replace(owner(call), id, version, upload)), 200);
  }

  private Answer remove(Call call) {
    long version = expectedVersion(call);
    String id = call.variable("id");
    answer(write(() -> ports.certificates().remove(owner(call), id, version)), 200);
    return Answer.empty();
  }

  private static Answer.Whole answer(Outcome outcome, int status) {
    return switch (outcome) {
      case Outcome.Done done -> found(done.certificate(), status);
      case Outcome.Rejected rejected -> throw refusal(rejected.problems());
      case Outcome.Conflict _ -> throw Faults.preconditionFailed();
      case Outcome.Missing _ -> throw Faults.notFound("That certificate");
      case Outcome.NotUploaded _ ->
          throw Faults.of(
              409,
              "not-uploaded",
              "This conflicts with what is there",
              "",
              "The node issued this certificate and renews it by itself",
              "Upload yours with POST; it is preferred where both fit");
    };
  }

  private static Answer.Whole found(CertificateView view, int status) {
    return Answer.json(status, view).withETag(String.valueOf(view.version()));
  }

  private static CallRefused refusal(List<CertificateProblem> problems) {
    CertificateProblem first = problems.getFirst();
    return new CallRefused(
        new ProblemDocument(
            ProblemDocument.TYPE_PREFIX + first.kind().code(),
            "The certificate is not good",
            422,
            first.fault(),
            problems.stream()
                .map(
                    problem ->
                        new ProblemDocument.FieldError(
                            "/" + problem.kind().field().word(),
                            problem.kind().code(),
                            problem.fault(),
                            problem.cure()))
                .toList()));
  }

  private CertificateView existing(Call call) {
    return ports
        .certificates()
        .find(owner(call), call.variable("id"))
        .orElseThrow(() -> Faults.notFound("That certificate"));
  }

  private long expectedVersion(Call call) {
    existing(call);
    return VersionTag.expected(call);
  }

  private PemUpload upload(Call call) {
    Body body = call.json(Body.class);
    body.namespace().ifPresent(namespace -> requireHeld(call, namespace));
    PemUpload upload = new PemUpload(body.chain(), body.key(), body.passphrase());
    Set<HostPattern> hosts = hosts(body.hosts().orElse(List.of()));
    if (!hosts.isEmpty()
        && PemCertificateCheck.check(upload, hosts, ports.clock().instant())
            instanceof PemCertificateCheck.Refused(List<CertificateProblem> problems)) {
      throw refusal(problems);
    }
    return upload;
  }

  private static Set<HostPattern> hosts(List<String> texts) {
    Set<HostPattern> hosts = new HashSet<>();
    for (int i = 0; i < texts.size(); i++) {
      String pointer = "/hosts/" + i;
      HostPattern.parse(texts.get(i))
          .toProblem()
          .ifPresent(
              problem -> {
                throw Faults.of(
                    422,
                    "bad-host",
                    "The content is not right",
                    pointer,
                    problem,
                    "Write host names, or *. and a host name");
              });
      hosts.add(HostPattern.parse(texts.get(i)).orThrow());
    }
    return hosts;
  }

  private void requireHeld(Call call, String namespace) {
    boolean held =
        NamespaceName.problemOf(namespace).isEmpty()
            && ports
                .ledger()
                .body(RecordKey.name(namespace), NameBody.class)
                .filter(name -> call.caller().is(name.owner()))
                .isPresent();
    if (!held) {
      throw Faults.of(
          403,
          "name-not-held",
          "Not allowed",
          "/namespace",
          "The caller does not hold that name",
          "Name one of your own, or none");
    }
  }

  private interface Write {
    Outcome run() throws IOException;
  }

  private static Outcome write(Write write) {
    try {
      return write.run();
    } catch (IOException e) {
      LOG.error("A certificate could not be written", e);
      throw Faults.unavailable(
          "disk-failed", "The node could not write to its disk", "Tell the node's provider");
    }
  }

  private static String owner(Call call) {
    return call.caller().identity().orElseThrow().value();
  }
}

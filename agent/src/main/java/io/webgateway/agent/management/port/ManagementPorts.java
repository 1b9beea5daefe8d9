package io.webgateway.agent.management.port;

import io.webgateway.agent.admission.Door;
import io.webgateway.agent.certificate.CertificateUploads;
import io.webgateway.agent.observe.BackendsHealth;
import io.webgateway.agent.observe.NodeMetrics;
import io.webgateway.agent.observe.StatusBoard;
import io.webgateway.agent.observe.usage.UsageBook;
import io.webgateway.agent.routing.RouteTable;
import io.webgateway.agent.tap.TrafficRing;
import io.webgateway.model.identity.IdentityId;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Everything that the management API needs.
 *
 * @param node this node's id: the audience of every token
 * @param door where records come in
 * @param ledger the ledger, to read
 * @param statusBoard the conditions of workloads
 * @param backends how the backends of a workload, {@code <namespace>/<id>}, are; empty when it is
 *     not served here
 * @param definitions opens sealed parts for their owners
 * @param certificates the node's certificates
 * @param authorityPem the certificate of the node's local authority, where it has one
 * @param facts the node as it is now
 * @param routes the table that serves now; empty before the first
 * @param traffic what the data plane tells of traffic while somebody watches
 * @param usage what workloads have used on this node
 * @param enrolment the node's word to a provider
 * @param upgrades the process, and how it is succeeded
 * @param drains what is drained
 * @param metrics counts calls
 * @param clock the node's clock
 */
public record ManagementPorts(
    IdentityId node,
    Door door,
    LedgerReader ledger,
    StatusBoard statusBoard,
    Function<String, Optional<BackendsHealth>> backends,
    WorkloadDefinitions definitions,
    CertificateUploads certificates,
    Optional<String> authorityPem,
    Supplier<NodeFacts> facts,
    Supplier<Optional<RouteTable>> routes,
    TrafficRing traffic,
    UsageBook usage,
    Enrolment enrolment,
    Upgrades upgrades,
    DrainDesk drains,
    NodeMetrics metrics,
    InstantSource clock) {}

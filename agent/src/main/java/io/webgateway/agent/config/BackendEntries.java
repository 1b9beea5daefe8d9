package io.webgateway.agent.config;

import io.webgateway.agent.routing.BackendPolicy.Verdict;
import io.webgateway.agent.routing.BackendRules;
import io.webgateway.agent.routing.PrefixBackendPolicy;
import io.webgateway.model.name.Host;
import io.webgateway.model.name.HostPort;
import io.webgateway.model.name.IpPrefix;
import io.webgateway.model.name.Parsed;
import io.webgateway.model.name.Parsed.Invalid;
import io.webgateway.model.name.Parsed.Valid;
import java.util.List;
import java.util.Set;

/** Whether an entry of {@code backends} would do what its writer expects. */
final class BackendEntries {
  private static final Set<String> NEVER_LISTED = Set.of("unspecified", "multicast", "broadcast");

  private BackendEntries() {}

  /** A prefix that begins where nothing is ever allowed by prefix would open less than it says. */
  static Parsed<IpPrefix> prefix(IpPrefix prefix) {
    BackendRules rules = new BackendRules(List.of(prefix), true, Set.of(), Set.of());
    return switch (new PrefixBackendPolicy(rules).decide(prefix.address(), 1)) {
      case Verdict.Allowed _ -> new Valid<>(prefix);
      case Verdict.Refused(String code, String _) ->
          new Invalid<>(
              prefix
                  + " begins with addresses that no prefix opens ("
                  + code
                  + "); list exact address:port pairs in backends.listed,"
                  + " or set backends.public to true for all public addresses.");
    };
  }

  /** A listed pair has the address of one machine. */
  static Parsed<HostPort> listed(HostPort listed) {
    return switch (listed.host()) {
      case Host.Named _ ->
          new Invalid<>(
              listed + " has a name; write the address, because names can change what they mean.");
      case Host.Literal literal ->
          switch (new PrefixBackendPolicy(BackendRules.OVERLAY_ONLY)
              .decide(literal.address(), listed.port().number())) {
            case Verdict.Refused(String code, String _) when NEVER_LISTED.contains(code) ->
                new Invalid<>(
                    listed + " is not one machine (" + code + "); write a machine's address.");
            case Verdict.Refused _, Verdict.Allowed _ -> new Valid<>(listed);
          };
    };
  }
}

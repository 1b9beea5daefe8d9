package io.webgateway.wire.document;

import io.webgateway.model.workload.BackendProtocol;
import io.webgateway.model.workload.ClientCertificatePolicy;
import io.webgateway.model.workload.PlainHttpPolicy;
import io.webgateway.model.workload.VisitorTls;
import io.webgateway.model.workload.policy.Balancing;
import io.webgateway.model.workload.policy.HealthPolicy;
import io.webgateway.model.workload.policy.ProxyProtocol;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The words of a field that has a few choices, the usual one first.
 *
 * @param byWord the choices by their words, in order
 */
public record Words<T>(Map<String, T> byWord) {
  /** What port 80 does. */
  public static final Words<PlainHttpPolicy> PLAIN_HTTP =
      of(
          PlainHttpPolicy.values(),
          policy ->
              switch (policy) {
                case REDIRECT -> "redirect";
                case SERVE -> "serve";
                case PASS_ACME -> "passAcme";
              });

  /** The oldest TLS for visitors. */
  public static final Words<VisitorTls.Version> TLS_VERSIONS =
      of(VisitorTls.Version.values(), VisitorTls.Version::word);

  /** Whether visitors show certificates. */
  public static final Words<Mode> MODES =
      of(
          Mode.values(),
          mode ->
              switch (mode) {
                case OFF -> "off";
                case OPTIONAL -> "optional";
                case REQUIRED -> "required";
              });

  /** What is spoken with backends. */
  public static final Words<BackendProtocol.Http> HTTP_VERSIONS =
      of(BackendProtocol.Http.values(), BackendProtocol.Http::word);

  /** How a backend is chosen. */
  public static final Words<Balancing.Method> METHODS =
      of(Balancing.Method.values(), Balancing.Method::word);

  /** What a backend is asked. */
  public static final Words<Check> CHECKS =
      of(
          Check.values(),
          check ->
              switch (check) {
                case OFF -> "off";
                case TCP -> "tcp";
                case TLS -> "tls";
                case HTTP -> "http";
                case GRPC -> "grpc";
              });

  /** Whether backends are told who came. */
  public static final Words<ProxyProtocol> PROXY_PROTOCOLS =
      of(ProxyProtocol.values(), ProxyProtocol::word);

  /** What becomes of visitors without a backend. */
  public static final Words<Loss> LOSSES =
      of(
          Loss.values(),
          loss ->
              switch (loss) {
                case FAIL -> "fail";
                case WAIT -> "wait";
              });

  /** Whether a workload is closed for a while. */
  public static final Words<Boolean> PAUSES =
      of(new Boolean[] {false, true}, on -> on ? "on" : "off");

  /** A {@link io.webgateway.model.workload.policy.BackendLoss} without its bounds. */
  public enum Loss {
    FAIL,
    WAIT
  }

  /** A {@link HealthPolicy.ActiveCheck} without what it asks for. */
  public enum Check {
    TCP,
    OFF,
    TLS,
    HTTP,
    GRPC;

    /** What a check asks. */
    public static Check of(HealthPolicy.ActiveCheck check) {
      return switch (check) {
        case HealthPolicy.ActiveCheck.Off _ -> OFF;
        case HealthPolicy.ActiveCheck.Tcp _ -> TCP;
        case HealthPolicy.ActiveCheck.Tls _ -> TLS;
        case HealthPolicy.ActiveCheck.Http _ -> HTTP;
        case HealthPolicy.ActiveCheck.Grpc _ -> GRPC;
      };
    }
  }

  /** A {@link ClientCertificatePolicy} without its authorities. */
  public enum Mode {
    OFF,
    OPTIONAL,
    REQUIRED;

    /** The mode of a policy. */
    public static Mode of(ClientCertificatePolicy policy) {
      return switch (policy) {
        case ClientCertificatePolicy.Off _ -> OFF;
        case ClientCertificatePolicy.Optional _ -> OPTIONAL;
        case ClientCertificatePolicy.Required _ -> REQUIRED;
      };
    }
  }

  private static <T> Words<T> of(T[] choices, Function<T, String> word) {
    Map<String, T> byWord = new LinkedHashMap<>();
    for (T choice : choices) {
      byWord.put(word.apply(choice), choice);
    }
    return new Words<>(byWord);
  }

  /** The choice of a word. */
  public Optional<T> of(String word) {
    return Optional.ofNullable(byWord.get(word));
  }

  /** The word of a choice. */
  public String word(T choice) {
    return byWord.entrySet().stream()
        .filter(entry -> entry.getValue().equals(choice))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** All words, the usual one first. */
  public List<String> all() {
    return List.copyOf(byWord.keySet());
  }

  /** The choice where nothing is said. */
  T usual() {
    return byWord.values().iterator().next();
  }
}

package io.webgateway.client.screen.form;

import java.util.HashMap;
import java.util.Map;

/** The fields of a workload's form and of a grant's, that a fault can be shown at. */
public enum FormField {
  KIND("/kind"),
  NAMESPACE("/namespace", "/key", "/tenure"),
  ID("/id"),
  POOLS("/pools"),
  HOSTS("/hosts"),
  PATH_PREFIX("/pathPrefix"),
  PLAIN_HTTP("/plainHttp"),
  TERMINATE(),
  MIN_TLS("/tls"),
  CERTIFICATES("/tls/clientCertificates"),
  VISITOR_CA("/tls/clientCertificates/ca"),
  HSTS_SECONDS("/tls/hsts"),
  HSTS_SUB_DOMAINS("/tls/hsts/includeSubDomains"),
  PORT("/port", "/number"),
  BACKENDS("/backends"),
  BACKEND_HTTP("/backendProtocol"),
  BACKEND_TLS("/backendTls"),
  BACKEND_CA("/backendTls/ca"),
  PINS("/backendTls/pins"),
  SERVER_NAME("/backendTls/serverName"),
  CERTIFICATE("/backendTls/certificate"),
  KEY("/backendTls/key"),
  CONNECT_MILLIS("/timeouts"),
  FIRST_BYTE_MILLIS("/timeouts/firstByteMillis"),
  IDLE_MILLIS("/timeouts/idleMillis"),
  WRITE_STALL_MILLIS("/timeouts/writeStallMillis"),
  TOTAL_MILLIS("/timeouts/totalMillis"),
  MIN_BODY("/limits/minBodyBytesPerSecond"),
  METHOD("/balancing/method", "/balancing"),
  HASH("/balancing/hash"),
  HASH_HEADER(),
  STICKY("/balancing/sticky"),
  COOKIE("/balancing/sticky/cookie"),
  COOKIE_SECONDS("/balancing/sticky/maxAgeSeconds"),
  SLOW_START("/balancing/slowStartMillis"),
  PANIC("/balancing/panicPercent"),
  CHECK("/health/check", "/health"),
  CHECK_PATH("/health/path"),
  CHECK_HOST("/health/host"),
  CHECK_STATUS("/health/status"),
  CHECK_SERVICE("/health/service"),
  CHECK_PORT("/health/port"),
  CHECK_INTERVAL("/health/intervalMillis"),
  CHECK_TIMEOUT("/health/timeoutMillis"),
  RISE("/health/rise"),
  FALL("/health/fall"),
  EJECT_FAILURES("/health/ejection/failures", "/health/ejection"),
  EJECT_MILLIS("/health/ejection/baseMillis"),
  EJECT_PERCENT("/health/ejection/maxPercent"),
  RETRIES("/retries/attempts", "/retries"),
  RETRY_BUDGET("/retries/budgetPercent"),
  BACKEND_CONNECTIONS("/circuit/maxConnections"),
  BACKEND_REQUESTS("/circuit/maxRequests", "/circuit"),
  BACKEND_PENDING("/circuit/maxPending"),
  PROXY_PROTOCOL("/proxyProtocol"),
  LOSS("/onBackendLoss/mode", "/onBackendLoss"),
  HOLD("/onBackendLoss/holdMillis"),
  MAX_HELD("/onBackendLoss/maxHeld"),
  RESUME("/onBackendLoss/resume"),
  REPLAY("/onBackendLoss/replayBytes"),
  PAUSE("/pause/mode", "/pause"),
  PAUSE_MESSAGE("/pause/message"),
  RETRY_AFTER("/pause/retryAfterSeconds"),
  CONNECTIONS("/limits/maxConnections", "/limits"),
  NEW_CONNECTIONS("/limits/connectionsPerSecond"),
  REQUESTS("/limits/requestsPerSecond"),
  BITS_IN("/limits/bitsPerSecondIn"),
  BITS_OUT("/limits/bitsPerSecondOut"),
  CLIENT_CONNECTIONS("/limits/perClient/maxConnections", "/limits/perClient"),
  CLIENT_NEW_CONNECTIONS("/limits/perClient/connectionsPerSecond"),
  CLIENT_REQUESTS("/limits/perClient/requestsPerSecond"),
  CLIENT_BITS_IN("/limits/perClient/bitsPerSecondIn"),
  CLIENT_BITS_OUT("/limits/perClient/bitsPerSecondOut"),
  MAX_HEADER("/limits/maxHeaderBytes"),
  MAX_BODY("/limits/maxBodyBytes"),
  FLOWS("/flows/maxFlows", "/flows"),
  CLIENT_FLOWS("/flows/maxFlowsPerClient"),
  FLOW_LIFETIME("/flows/lifetimeMillis"),
  AMPLIFICATION("/flows/amplification"),
  ONE_WAY("/flows/oneWay"),
  GRANT_IDENTITY(),
  GRANT_NAMES("/maxNames"),
  GRANT_PORTS("/maxPorts"),
  GRANT_DAYS("/notAfter"),
  GRANT_VIEW("/view"),
  GRANT_CONNECTIONS("/ceiling/maxConnections", "/ceiling"),
  GRANT_NEW_CONNECTIONS("/ceiling/connectionsPerSecond"),
  GRANT_REQUESTS("/ceiling/requestsPerSecond"),
  GRANT_BITS("/bandwidthBitsPerSecond"),
  /** No field in particular. */
  WHOLE();

  private static final Map<String, FormField> BY_POINTER = new HashMap<>();

  static {
    for (FormField field : values()) {
      for (String pointer : field.pointers.split(" ", -1)) {
        BY_POINTER.put(pointer, field);
      }
    }
  }

  private final String pointer;
  private final String pointers;

  FormField(String... pointers) {
    this.pointer = pointers.length == 0 ? "" : pointers[0];
    this.pointers = String.join(" ", pointers);
  }

  /** Where its value is in the document; empty where it has no place of its own. */
  String pointer() {
    return pointer;
  }

  /**
   * Where a fault of an inner field has no field of its own, the nearest one around it shows it.
   */
  static FormField at(String pointer) {
    String[] steps = pointer.split("/", -1);
    FormField found = WHOLE;
    StringBuilder path = new StringBuilder();
    for (int i = 1; i < steps.length; i++) {
      found = BY_POINTER.getOrDefault(path.append('/').append(steps[i]).toString(), found);
    }
    return found;
  }
}

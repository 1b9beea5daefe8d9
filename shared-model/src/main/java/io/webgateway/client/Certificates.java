package io.webgateway.client;

import io.webgateway.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Certificates that owners upload to an agent. */
public final class Certificates {
  private static final String PATH = "/v1/certificates";

  private final GatewayClient client;

  Certificates(GatewayClient client) {
    this.client = client;
  }

  /**
   * A certificate to upload.
   *
   * @param namespace the name whose workloads may use it; empty for the owner's all
   * @param hosts the hosts that it is for; empty for those it names
   * @param chain PEM, the server's certificate first
   * @param key PEM of its private key; a secret
   */
  public record Upload(Optional<String> namespace, List<String> hosts, String chain, String key) {
    /** Copies the list. */
    public Upload {
      hosts = List.copyOf(hosts);
    }

    String json() {
      ObjectNode tree = JsonNodeFactory.instance.objectNode();
      namespace.ifPresent(name -> tree.put("namespace", name));
      if (!hosts.isEmpty()) {
        ArrayNode list = tree.putArray("hosts");
        hosts.forEach(list::add);
      }
      return Json.write(tree.put("chain", chain).put("key", key));
    }

    @Override
    public String toString() {
      return "Upload[" + namespace + ", " + hosts + "]";
    }
  }

  /**
   * Uploads a certificate.
   *
   * @param idempotencyKey a fresh random word; the same call sent twice makes one certificate
   */
  public JsonNode upload(Upload upload, String idempotencyKey) {
    return Json.readTree(
        client
            .change("POST", PATH, upload.json(), Map.of("idempotency-key", idempotencyKey))
            .body());
  }

  /** Puts another chain and key in the place of one that is there. */
  public JsonNode replace(String id, Upload upload) {
    return Json.readTree(client.change("PUT", path(id), upload.json(), ifMatch(id)).body());
  }

  /** Takes a certificate away. */
  public void delete(String id) {
    client.change("DELETE", path(id), "", ifMatch(id));
  }

  private Map<String, String> ifMatch(String id) {
    String etag =
        client
            .getAnswer(path(id))
            .header("etag")
            .orElseThrow(() -> new UntrustedException("The agent's answer has no ETag"));
    return Map.of("if-match", etag);
  }

  private static String path(String id) {
    return PATH + "/" + GatewayClient.encoded(id);
  }
}

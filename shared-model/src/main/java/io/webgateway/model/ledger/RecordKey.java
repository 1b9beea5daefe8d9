package io.webgateway.model.ledger;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.name.PortProtocol;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a record lives: its kind's word and none to three more segments, such as {@code name/blog}.
 *
 * @param text the whole key, at most 512 characters
 */
public record RecordKey(String text) implements Comparable<RecordKey> {
  private static final int MAX_LENGTH = 512;
  private static final Pattern FORM = Pattern.compile("[a-z]+(/[A-Za-z0-9_.-]+)*");

  /** The key of the ledger's first record. */
  public static final RecordKey GENESIS = new RecordKey("genesis");

  /** Refuses a key without a known kind and its segments, or with characters that no key has. */
  public RecordKey {
    if (text.length() > MAX_LENGTH || !FORM.matcher(text).matches() || !hasItsSegments(text)) {
      throw new IllegalArgumentException(
          "A record key is a kind and its segments, such as name/blog");
    }
  }

  /** {@code identity/<id>}. */
  public static RecordKey identity(IdentityId id) {
    return new RecordKey("identity/" + id.value());
  }

  /** {@code provider/<id>}. */
  public static RecordKey provider(IdentityId id) {
    return new RecordKey("provider/" + id.value());
  }

  /** {@code grant/<provider>/<identity>}. */
  public static RecordKey grant(IdentityId provider, IdentityId grantee) {
    return new RecordKey("grant/" + provider.value() + "/" + grantee.value());
  }

  /** {@code node/<id>}. */
  public static RecordKey node(IdentityId id) {
    return new RecordKey("node/" + id.value());
  }

  /** {@code pool/<domain>}. */
  public static RecordKey pool(String domain) {
    return new RecordKey("pool/" + domain);
  }

  /** {@code name/<namespace>}. */
  public static RecordKey name(String namespace) {
    return new RecordKey("name/" + namespace);
  }

  /** {@code domain/<labels in reverse>}, so that a domain's parents are prefixes of it. */
  public static RecordKey domain(String domain) {
    List<String> labels = Arrays.asList(domain.split("\\."));
    Collections.reverse(labels);
    return new RecordKey("domain/" + String.join(".", labels));
  }

  /** {@code port/<pool>/<tcp|udp>/<number>}. */
  public static RecordKey port(String pool, PortProtocol protocol, int port) {
    return new RecordKey("port/" + pool + "/" + protocol.word() + "/" + port);
  }

  /** {@code workload/<namespace>/<id>}. */
  public static RecordKey workload(String namespace, String id) {
    return new RecordKey("workload/" + namespace + "/" + id);
  }

  /** {@code status/<namespace>/<id>/<node>}. */
  public static RecordKey status(String namespace, String id, IdentityId node) {
    return new RecordKey("status/" + namespace + "/" + id + "/" + node.value());
  }

  /** The kind that the first segment names. */
  public RecordKind kind() {
    return RecordKind.of(firstSegment(text)).orElseThrow();
  }

  /** The segments after the kind. */
  public List<String> segments() {
    String[] parts = text.split("/");
    return List.of(parts).subList(1, parts.length);
  }

  /** One key more or less deep would be a second place for the same thing. */
  private static boolean hasItsSegments(String text) {
    long slashes = text.chars().filter(c -> c == '/').count();
    return RecordKind.of(firstSegment(text)).map(kind -> kind.segments() == slashes).orElse(false);
  }

  private static String firstSegment(String text) {
    int slash = text.indexOf('/');
    return slash < 0 ? text : text.substring(0, slash);
  }

  @Override
  public int compareTo(RecordKey other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}

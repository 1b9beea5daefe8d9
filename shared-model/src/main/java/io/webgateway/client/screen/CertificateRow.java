package io.webgateway.client.screen;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A certificate as an agent lists it.
 *
 * @param id names it on its node
 * @param version its ETag
 * @param names the DNS names that it is good for
 * @param issuer who issued it
 * @param notBefore when it begins to be valid
 * @param notAfter when it ends to be valid
 * @param fingerprint SHA-256 of the leaf, lower-case hex
 * @param source uploaded, local-ca or acme
 * @param keyAlgorithm kind and size of its key
 * @param chainLength how many certificates are presented
 * @param createdAt when it was stored
 */
public record CertificateRow(
    String id,
    long version,
    List<String> names,
    String issuer,
    Instant notBefore,
    Instant notAfter,
    String fingerprint,
    String source,
    String keyAlgorithm,
    int chainLength,
    Instant createdAt) {
  // Shares of the lifetime, never days: lifetimes of public certificates keep shrinking.
  private static final double WARN_SHARE = 1.0 / 3;
  private static final double ALARM_SHARE = 1.0 / 6;

  /** Copies the list. */
  public CertificateRow {
    names = List.copyOf(names);
  }

  static CertificateRow of(JsonNode item) {
    return new CertificateRow(
        item.path("id").asString(""),
        item.path("version").asLong(0),
        Fields.texts(item, "names"),
        item.path("issuer").asString(""),
        Fields.time(item, "notBefore").orElse(Instant.EPOCH),
        Fields.time(item, "notAfter").orElse(Instant.EPOCH),
        item.path("fingerprint").asString(""),
        item.path("source").asString(""),
        item.path("keyAlgorithm").asString(""),
        item.path("chainLength").asInt(0),
        Fields.time(item, "createdAt").orElse(Instant.EPOCH));
  }

  /** Where it came from, in words. */
  public String sourceWords() {
    return switch (source) {
      case "uploaded" -> "uploaded";
      case "local-ca" -> "the node's local CA";
      case "acme" -> "ACME";
      default -> source;
    };
  }

  /** The share of its lifetime that is left, 0 to 1. */
  public double shareLeft(Instant now) {
    double whole = Duration.between(notBefore, notAfter).toSeconds();
    double left = Duration.between(now, notAfter).toSeconds();
    return whole <= 0 ? 0 : Math.clamp(left / whole, 0, 1);
  }

  /** How that is meant. */
  public Tone tone(Instant now) {
    double share = shareLeft(now);
    if (share <= ALARM_SHARE) {
      return Tone.BAD;
    }
    return share <= WARN_SHARE ? Tone.ATTENTION : Tone.GOOD;
  }

  /** When it ends, in words. */
  public String ends(Instant now) {
    return now.isBefore(notAfter)
        ? "ends " + TimeText.relative(notAfter, now)
        : "ended " + TimeText.relative(notAfter, now);
  }
}

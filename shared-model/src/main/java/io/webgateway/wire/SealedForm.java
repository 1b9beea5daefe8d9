package io.webgateway.wire;

import io.webgateway.model.identity.EncryptionKey;
import io.webgateway.model.identity.Thumbprint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The outer form of a sealed part, checked before any cryptography: the algorithms that we use and
 * no others, no compression, no member that we would not write. Only then the JOSE library sees it.
 */
final class SealedForm {
  /** A pool's key for each of 16 pools, and room for the owner's own keys. */
  static final int MAX_RECIPIENTS = 24;

  private static final String ALGORITHM = "ECDH-ES+A256KW";
  private static final String ENCRYPTION = "A256GCM";
  private static final Set<String> COMPACT_HEADER = Set.of("alg", "enc", "kid", "epk");
  private static final Set<String> SHARED_HEADER = Set.of("enc");
  private static final Set<String> RECIPIENT_HEADER = Set.of("alg", "kid", "epk");
  private static final Set<String> EPK = Set.of("kty", "crv", "x");
  private static final Set<String> GENERAL =
      Set.of("protected", "recipients", "iv", "ciphertext", "tag");
  private static final Set<String> RECIPIENT = Set.of("header", "encrypted_key");
  private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]+");
  private static final int COMPACT_PARTS = 5;

  private SealedForm() {}

  /** Thumbprints of the keys that it is encrypted to. */
  static List<String> recipients(String sealed) {
    return sealed.startsWith("{") ? ofGeneral(Json.readTree(sealed)) : ofCompact(sealed);
  }

  private static List<String> ofCompact(String sealed) {
    String[] parts = sealed.split("\\.", -1);
    if (parts.length != COMPACT_PARTS) {
      throw wrong("It has five parts with dots between them");
    }
    for (String part : parts) {
      canonical(part);
    }
    JsonNode header = header(parts[0]);
    members(header, COMPACT_HEADER);
    word(header, "enc", ENCRYPTION);
    return List.of(keyId(header));
  }

  private static List<String> ofGeneral(JsonNode sealed) {
    members(sealed, GENERAL);
    for (String member : List.of("iv", "ciphertext", "tag")) {
      canonical(sealed.path(member).stringValue(""));
    }
    JsonNode shared = header(sealed.path("protected").stringValue(""));
    members(shared, SHARED_HEADER);
    word(shared, "enc", ENCRYPTION);
    JsonNode recipients = sealed.path("recipients");
    if (!recipients.isArray() || recipients.isEmpty() || recipients.size() > MAX_RECIPIENTS) {
      throw wrong("It has 1 to " + MAX_RECIPIENTS + " recipients");
    }
    List<String> ids = new ArrayList<>();
    for (JsonNode recipient : recipients) {
      members(recipient, RECIPIENT);
      canonical(recipient.path("encrypted_key").stringValue(""));
      members(recipient.path("header"), RECIPIENT_HEADER);
      ids.add(keyId(recipient.path("header")));
    }
    return List.copyOf(ids);
  }

  private static String keyId(JsonNode header) {
    word(header, "alg", ALGORITHM);
    JsonNode epk = header.path("epk");
    members(epk, EPK);
    word(epk, "kty", "OKP");
    word(epk, "crv", "X25519");
    try {
      EncryptionKey ephemeral = new EncryptionKey(epk.path("x").stringValue(""));
      String id = header.path("kid").stringValue("");
      if (!Thumbprint.isWellFormed(id) || ephemeral.thumbprint().equals(id)) {
        throw wrong("Its recipients are named by the thumbprints of their keys");
      }
      return id;
    } catch (IllegalArgumentException e) {
      throw new WireException("", String.valueOf(e.getMessage()));
    }
  }

  private static JsonNode header(String part) {
    canonical(part);
    return Json.readTree(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
  }

  private static void members(JsonNode node, Set<String> wanted) {
    if (!node.isObject() || !Set.copyOf(node.propertyNames()).equals(wanted)) {
      throw wrong(
          "There must be the members "
              + String.join(", ", wanted.stream().sorted().toList())
              + " and no others");
    }
  }

  private static void word(JsonNode node, String member, String wanted) {
    if (!node.path(member).stringValue("").equals(wanted)) {
      throw wrong(member + " must be " + wanted);
    }
  }

  private static void canonical(String part) {
    boolean fits = BASE64URL.matcher(part).matches() && part.length() % 4 != 1;
    if (fits) {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      fits = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part);
    }
    if (!fits) {
      throw wrong("A part is not in canonical base64url");
    }
  }

  private static WireException wrong(String what) {
    return new WireException("", "This is no sealed part: " + what);
  }
}

package io.webgateway.wire.pem;

import io.webgateway.model.name.Parsed;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One block of a PEM text.
 *
 * @param label what it says it is, such as CERTIFICATE
 * @param base64 its content, in proper Base64 without blanks
 */
record PemBlock(String label, String base64) {
  /** Bigger than any text that fits into a sealed part. */
  static final int MAX_CHARS = 64 * 1024;

  private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9. ]{1,40})-----");
  private static final int LINE_CHARS = 64;

  /** All blocks of a text; what stands between them is not looked at (RFC 7468 section 2). */
  static Parsed<List<PemBlock>> all(String text) {
    if (text.length() > MAX_CHARS) {
      return new Parsed.Invalid<>("It has more than 64 KiB; keep only what is needed");
    }
    List<PemBlock> blocks = new ArrayList<>();
    Matcher begin = BEGIN.matcher(text);
    int from = 0;
    while (begin.find(from)) {
      String label = begin.group(1);
      String closing = "-----END " + label + "-----";
      int end = text.indexOf(closing, begin.end());
      Optional<String> base64 =
          end < 0 ? Optional.empty() : content(label, text.substring(begin.end(), end));
      if (base64.isEmpty()) {
        return new Parsed.Invalid<>(
            "Block "
                + (blocks.size() + 1)
                + " of the PEM text, a "
                + label
                + ", is broken; copy all of it, from BEGIN to END");
      }
      blocks.add(new PemBlock(label, base64.get()));
      from = end + closing.length();
    }
    return new Parsed.Valid<>(blocks);
  }

  private static Optional<String> content(String label, String body) {
    // Traditional encrypted keys have headers, which are no Base64; they are refused by their
    // label.
    String bare =
        label.endsWith("PRIVATE KEY") && body.contains(":") ? "" : body.replaceAll("\\s", "");
    try {
      Base64.getDecoder().decode(bare);
      return Optional.of(bare);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  byte[] der() {
    return Base64.getDecoder().decode(base64);
  }

  /** The text of a block, in the form that everybody writes. */
  static String text(String label, byte[] der) {
    String body = Base64.getMimeEncoder(LINE_CHARS, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }

  boolean isPrivateKey() {
    return label.endsWith("PRIVATE KEY");
  }

  @Override
  public String toString() {
    return "PemBlock[" + label + "]";
  }
}

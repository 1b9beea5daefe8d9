package io.webgateway.agent.proxy.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the Connection fields of a message say (RFC 9110 section 7.6.1).
 *
 * @param close the sender wants the connection closed after this message
 * @param upgrade the sender wants, or agrees to, another protocol
 * @param nominated lower-case names of fields that it declares hop-by-hop
 */
record ConnectionOptions(boolean close, boolean upgrade, List<String> nominated) {
  static final ConnectionOptions NOTHING = new ConnectionOptions(false, false, List.of());

  static ConnectionOptions of(HeaderBlock fields) {
    int index = fields.first(FieldName.CONNECTION);
    if (index < 0
        || (fields.valueIs(index, "keep-alive") && !fields.repeats(FieldName.CONNECTION))) {
      return NOTHING;
    }
    boolean close = false;
    boolean upgrade = false;
    List<String> nominated = new ArrayList<>();
    for (; index >= 0; index = fields.next(FieldName.CONNECTION, index + 1)) {
      for (String option : fields.value(index).split(",", -1)) {
        String name = option.strip().toLowerCase(Locale.ROOT);
        close |= name.equals("close");
        upgrade |= name.equals("upgrade");
        nominated.add(name);
      }
    }
    return new ConnectionOptions(close, upgrade, nominated);
  }

  /** Whether a field was declared hop-by-hop and may be. */
  boolean removes(HeaderBlock fields, int index) {
    if (nominated.isEmpty() || !fields.known(index).mayBeNominated()) {
      return false;
    }
    for (String name : nominated) {
      if (fields.nameIs(index, name)) {
        return true;
      }
    }
    return false;
  }
}

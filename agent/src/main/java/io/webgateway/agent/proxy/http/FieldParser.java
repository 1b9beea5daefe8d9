package io.webgateway.agent.proxy.http;

/** Reads header and trailer sections strictly (RFC 9112 section 5). */
final class FieldParser {
  private FieldParser() {}

  /**
   * Reads the field lines between two positions.
   *
   * @param start the first byte of the first field line
   * @param end after the CRLF of the last field line
   */
  static HeaderBlock parse(byte[] bytes, int start, int end, int maxFields)
      throws MalformedMessageException {
    HeaderBlock block = new HeaderBlock(bytes);
    int at = start;
    while (at < end) {
      if (block.size() == maxFields) {
        throw new MalformedMessageException(Fault.TOO_MANY_FIELDS);
      }
      at = line(bytes, at, end, block);
    }
    return block;
  }

  private static int line(byte[] bytes, int start, int end, HeaderBlock block)
      throws MalformedMessageException {
    if (bytes[start] == Octets.SPACE || bytes[start] == Octets.TAB) {
      throw new MalformedMessageException(Fault.FOLDED_FIELD);
    }
    int colon = start;
    while (colon < end && Octets.isToken(bytes[colon])) {
      colon++;
    }
    if (colon == start || colon == end || bytes[colon] != ':') {
      throw new MalformedMessageException(Fault.FIELD_NAME);
    }
    int valueStart = colon + 1;
    while (valueStart < end && isBlank(bytes[valueStart])) {
      valueStart++;
    }
    int lineEnd = valueStart;
    while (lineEnd < end && Octets.isFieldValue(bytes[lineEnd])) {
      lineEnd++;
    }
    requireLineEnd(bytes, lineEnd, end);
    int valueEnd = lineEnd;
    while (valueEnd > valueStart && isBlank(bytes[valueEnd - 1])) {
      valueEnd--;
    }
    block.add(start, colon, valueStart, valueEnd);
    return lineEnd + 2;
  }

  private static void requireLineEnd(byte[] bytes, int at, int end)
      throws MalformedMessageException {
    if (at + 1 >= end || bytes[at] != Octets.CR) {
      throw new MalformedMessageException(Fault.FIELD_VALUE);
    }
    if (bytes[at + 1] != Octets.LF) {
      throw new MalformedMessageException(Fault.BARE_CARRIAGE_RETURN);
    }
  }

  private static boolean isBlank(byte b) {
    return b == Octets.SPACE || b == Octets.TAB;
  }
}

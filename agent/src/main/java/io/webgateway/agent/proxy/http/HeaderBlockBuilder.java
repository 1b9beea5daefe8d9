package io.webgateway.agent.proxy.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Puts a block together from single fields, with the same strictness as {@link FieldParser} has for
 * lines. For one block and one thread.
 */
public final class HeaderBlockBuilder {
  private static final int FIRST_CAPACITY = 512;
  private static final int BYTES_PER_LINE = 4;

  private final int maxFields;
  private final int maxBytes;
  private byte[] bytes = new byte[FIRST_CAPACITY];
  private int[] ends = new int[32];
  private int used;
  private int size;

  /**
   * An empty builder.
   *
   * @param maxFields more are refused
   * @param maxBytes of all names and values with four bytes for each field, as a section of lines
   *     would have
   */
  public HeaderBlockBuilder(int maxFields, int maxBytes) {
    this.maxFields = maxFields;
    this.maxBytes = maxBytes;
  }

  /** Adds a field; blanks around its value are not part of it. */
  public HeaderBlockBuilder add(CharSequence name, CharSequence value)
      throws MalformedMessageException {
    if (size == maxFields) {
      throw new MalformedMessageException(Fault.TOO_MANY_FIELDS);
    }
    if (used + BYTES_PER_LINE * (size + 1) + name.length() + value.length() > maxBytes) {
      throw new MalformedMessageException(Fault.HEAD_TOO_LARGE);
    }
    if (ends.length == 2 * size) {
      ends = Arrays.copyOf(ends, 2 * ends.length);
    }
    append(name);
    checkName(used - name.length());
    ends[2 * size] = used;
    append(value);
    checkValue(used - value.length());
    ends[2 * size + 1] = used;
    size++;
    return this;
  }

  /** The block; the builder is not used again. */
  public HeaderBlock build() {
    HeaderBlock block = new HeaderBlock(bytes);
    int at = 0;
    for (int i = 0; i < size; i++) {
      int nameEnd = ends[2 * i];
      int valueEnd = ends[2 * i + 1];
      int start = nameEnd;
      int end = valueEnd;
      while (start < end && isBlank(bytes[start])) {
        start++;
      }
      while (end > start && isBlank(bytes[end - 1])) {
        end--;
      }
      block.add(at, nameEnd, start, end);
      at = valueEnd;
    }
    return block;
  }

  private void append(CharSequence text) {
    int length = text.length();
    if (used + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, used + length));
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      // What is no byte becomes one that neither names nor values may have.
      bytes[used++] = c > 0xff ? 0 : (byte) c;
    }
  }

  private void checkName(int from) throws MalformedMessageException {
    boolean token = used > from;
    for (int i = from; i < used; i++) {
      token &= Octets.isToken(bytes[i]);
    }
    if (!token) {
      throw new MalformedMessageException(Fault.FIELD_NAME);
    }
  }

  private void checkValue(int from) throws MalformedMessageException {
    for (int i = from; i < used; i++) {
      if (!Octets.isFieldValue(bytes[i])) {
        throw new MalformedMessageException(Fault.FIELD_VALUE);
      }
    }
  }

  private static boolean isBlank(byte b) {
    return b == Octets.SPACE || b == Octets.TAB;
  }

  /** A block of fields that are known to be right. */
  static HeaderBlock ofOwn(String... namesAndValues) {
    byte[] bytes = String.join("", namesAndValues).getBytes(StandardCharsets.ISO_8859_1);
    HeaderBlock block = new HeaderBlock(bytes);
    int at = 0;
    for (int i = 0; i < namesAndValues.length; i += 2) {
      int nameEnd = at + namesAndValues[i].length();
      int valueEnd = nameEnd + namesAndValues[i + 1].length();
      block.add(at, nameEnd, nameEnd, valueEnd);
      at = valueEnd;
    }
    return block;
  }
}

package io.webgateway.agent.proxy.http;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The fields of one header or trailer section, whatever its version of HTTP: positions in bytes, no
 * object per field. Written by {@link FieldParser} and {@link HeaderBlockBuilder} alone, then
 * immutable.
 */
public final class HeaderBlock {
  private static final int MARKS_PER_FIELD = 4;
  private static final int FIRST_CAPACITY = 16;

  /** A colon, a space and the end. */
  private static final int LINE_BYTES = 4;

  /** No field at all. */
  public static final HeaderBlock NONE = new HeaderBlock(new byte[0]);

  private final byte[] bytes;
  private int[] marks = new int[FIRST_CAPACITY * MARKS_PER_FIELD];
  private FieldName[] names = new FieldName[FIRST_CAPACITY];
  private int size;

  HeaderBlock(byte[] bytes) {
    this.bytes = bytes;
  }

  void add(int nameStart, int nameEnd, int valueStart, int valueEnd) {
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      marks = Arrays.copyOf(marks, marks.length * 2);
    }
    names[size] = FieldName.of(bytes, nameStart, nameEnd);
    int at = size * MARKS_PER_FIELD;
    marks[at] = nameStart;
    marks[at + 1] = nameEnd;
    marks[at + 2] = valueStart;
    marks[at + 3] = valueEnd;
    size++;
  }

  /** A block with one field more. */
  HeaderBlock with(FieldName name, String value) {
    byte[] own = (name.wireName() + value).getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = Arrays.copyOf(bytes, bytes.length + own.length);
    System.arraycopy(own, 0, all, bytes.length, own.length);
    HeaderBlock block = new HeaderBlock(all);
    for (int i = 0; i < size; i++) {
      block.add(mark(i, 0), mark(i, 1), mark(i, 2), mark(i, 3));
    }
    int nameEnd = bytes.length + name.wireName().length();
    block.add(bytes.length, nameEnd, nameEnd, all.length);
    return block;
  }

  /** A block without the fields of a name. */
  HeaderBlock without(FieldName name) {
    HeaderBlock block = new HeaderBlock(bytes);
    for (int i = 0; i < size; i++) {
      if (names[i] != name) {
        block.add(mark(i, 0), mark(i, 1), mark(i, 2), mark(i, 3));
      }
    }
    return block;
  }

  /** How many fields there are. */
  public int size() {
    return size;
  }

  /** How long they are as lines of HTTP/1. */
  int lengthBytes() {
    int length = 0;
    for (int i = 0; i < size; i++) {
      length += mark(i, 1) - mark(i, 0) + mark(i, 3) - mark(i, 2) + LINE_BYTES;
    }
    return length;
  }

  FieldName known(int index) {
    return names[index];
  }

  /** The index of the first field of a name, or -1. */
  int first(FieldName name) {
    return next(name, 0);
  }

  /** The index of the next field of a name at or after an index, or -1. */
  int next(FieldName name, int from) {
    for (int i = from; i < size; i++) {
      if (names[i] == name) {
        return i;
      }
    }
    return -1;
  }

  /** The index of the first field of any name, or -1. */
  int first(String lowerCase) {
    for (int i = 0; i < size; i++) {
      if (nameIs(i, lowerCase)) {
        return i;
      }
    }
    return -1;
  }

  boolean repeats(FieldName name) {
    int first = first(name);
    return first >= 0 && next(name, first + 1) >= 0;
  }

  /** The name of a field, as it came. */
  public String name(int index) {
    return Octets.text(bytes, mark(index, 0), mark(index, 1));
  }

  /** Whether a field may stand behind a body: it has no meaning to framing, routing or trust. */
  public boolean mayBeTrailer(int index) {
    return names[index] == FieldName.OTHER;
  }

  /** The value of a field, one character per byte. */
  public String value(int index) {
    return Octets.text(bytes, mark(index, 2), mark(index, 3));
  }

  boolean valueIs(int index, String lowerCase) {
    return equalsIgnoringCase(mark(index, 2), mark(index, 3), lowerCase);
  }

  boolean nameIs(int index, String lowerCase) {
    return equalsIgnoringCase(mark(index, 0), mark(index, 1), lowerCase);
  }

  /** The value as a number: digits only, at most 18 of them, else -1. */
  long plainNumber(int index) {
    int start = mark(index, 2);
    int end = mark(index, 3);
    if (end == start || end - start > 18) {
      return -1;
    }
    long value = 0;
    for (int i = start; i < end; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** Copies a field as it came, with the line end. */
  void copyLine(int index, ByteBuf out) {
    int nameStart = mark(index, 0);
    out.writeBytes(bytes, nameStart, mark(index, 1) - nameStart);
    out.writeByte(':').writeByte(' ');
    int valueStart = mark(index, 2);
    out.writeBytes(bytes, valueStart, mark(index, 3) - valueStart);
    out.writeByte(Octets.CR).writeByte(Octets.LF);
  }

  private boolean equalsIgnoringCase(int start, int end, String lowerCase) {
    if (end - start != lowerCase.length()) {
      return false;
    }
    for (int i = 0; i < lowerCase.length(); i++) {
      if (Octets.lower(bytes[start + i]) != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int mark(int index, int which) {
    return marks[index * MARKS_PER_FIELD + which];
  }
}

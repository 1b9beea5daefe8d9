package io.webgateway.agent.proxy.succession;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * A datagram of a unix socket that carries an open descriptor (sendmsg(2), SCM_RIGHTS of unix(7)).
 * Netty and the JDK send such messages on streams only, or with a text of their own. The offsets
 * are those of Linux on 64 bits.
 */
final class DescriptorDatagram {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERROR =
      STATE.varHandle(StructLayout.PathElement.groupElement("errno"));
  private static final MethodHandle SENDMSG = sendmsg();
  private static final int AGAIN = 11;
  private static final short UNIX = 1;
  private static final int SOCKET_LEVEL = 1;
  private static final int RIGHTS = 1;
  private static final int FAMILY_BYTES = 2;
  private static final int HEADER_BYTES = 56;
  private static final int CONTROL_BYTES = 24;
  private static final long CONTROL_LENGTH = 20;

  private DescriptorDatagram() {}

  // Memory is read and written within bounds that are allocated here, and the function is POSIX's.
  @SuppressWarnings("restricted")
  private static MethodHandle sendmsg() {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow("sendmsg"),
        FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT),
        Linker.Option.captureCallState("errno"));
  }

  /**
   * Sends one.
   *
   * @param socket that sends, of datagrams
   * @param to the path of the other socket; begins with a zero where it has none
   * @return false when the other one has no room now
   * @throws IOException when it cannot be sent
   */
  static boolean send(int socket, byte[] to, byte[] text, int descriptor) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      MemorySegment message = message(arena, to, text, descriptor);
      long sent = (long) SENDMSG.invokeExact(state, socket, message, 0);
      int error = (int) ERROR.get(state, 0L);
      if (sent < 0 && error != AGAIN) {
        throw new IOException("sendmsg failed with error " + error);
      }
      return sent >= 0;
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MemorySegment message(Arena arena, byte[] to, byte[] text, int descriptor) {
    MemorySegment address = arena.allocate(FAMILY_BYTES + to.length + 1L, Long.BYTES);
    address.set(JAVA_SHORT, 0, UNIX);
    MemorySegment.copy(to, 0, address, JAVA_BYTE, 2, to.length);
    MemorySegment bytes = arena.allocate(text.length);
    MemorySegment.copy(text, 0, bytes, JAVA_BYTE, 0, text.length);
    MemorySegment vector = arena.allocate(2L * Long.BYTES, Long.BYTES);
    vector.set(ADDRESS, 0, bytes);
    vector.set(JAVA_LONG, 8, text.length);
    MemorySegment control = arena.allocate(CONTROL_BYTES, Long.BYTES);
    control.set(JAVA_LONG, 0, CONTROL_LENGTH);
    control.set(JAVA_INT, 8, SOCKET_LEVEL);
    control.set(JAVA_INT, 12, RIGHTS);
    control.set(JAVA_INT, 16, descriptor);
    MemorySegment header = arena.allocate(HEADER_BYTES, Long.BYTES);
    header.set(ADDRESS, 0, address);
    // A path ends with its zero; a name without a path has its length.
    header.set(JAVA_INT, 8, FAMILY_BYTES + to.length + (to[0] == 0 ? 0 : 1));
    header.set(ADDRESS, 16, vector);
    header.set(JAVA_LONG, 24, 1);
    header.set(ADDRESS, 32, control);
    header.set(JAVA_LONG, 40, CONTROL_BYTES);
    return header;
  }
}

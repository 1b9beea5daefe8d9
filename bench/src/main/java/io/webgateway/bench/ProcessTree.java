package io.webgateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process and everything below it used, from /proc (proc(5)): {@code stat} of each, with the
 * children that have ended already, and the proportional memory of {@code smaps_rollup}.
 */
final class ProcessTree {
  // Fields of /proc/PID/stat after the name, counted from the state, which is field 3.
  private static final int USER_TICKS = 14 - 3;
  private static final int SYSTEM_TICKS = 15 - 3;
  private static final int ENDED_CHILDREN_USER_TICKS = 16 - 3;
  private static final int ENDED_CHILDREN_SYSTEM_TICKS = 17 - 3;

  private final long pid;

  ProcessTree(long pid) {
    this.pid = pid;
  }

  /**
   * CPU time in clock ticks, of which there are {@code getconf CLK_TCK} per second.
   *
   * @param user in the program
   * @param system in the kernel for it
   */
  record Ticks(long user, long system) {
    static final Ticks NONE = new Ticks(0, 0);

    Ticks plus(Ticks other) {
      return new Ticks(user + other.user, system + other.system);
    }

    Ticks minus(Ticks other) {
      return new Ticks(user - other.user, system - other.system);
    }

    /** Reads a line of {@code /proc/PID/stat}; the name in it may hold blanks and brackets. */
    static Ticks parse(String stat) {
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ", -1);
      return new Ticks(
          Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[ENDED_CHILDREN_USER_TICKS]),
          Long.parseLong(fields[SYSTEM_TICKS])
              + Long.parseLong(fields[ENDED_CHILDREN_SYSTEM_TICKS]));
    }
  }

  /** CPU time used so far. */
  Ticks ticks() throws IOException {
    Ticks sum = Ticks.NONE;
    for (long each : members()) {
      sum = sum.plus(read(each, "stat").isEmpty() ? Ticks.NONE : Ticks.parse(read(each, "stat")));
    }
    return sum;
  }

  /** Memory now, in bytes; what several processes share is divided between them. */
  long memoryBytes() throws IOException {
    long kibibytes = 0;
    for (long each : members()) {
      kibibytes +=
          read(each, "smaps_rollup")
              .lines()
              .filter(line -> line.startsWith("Pss:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
              .sum();
    }
    return kibibytes * 1024;
  }

  private long[] members() {
    return ProcessHandle.of(pid).stream()
        .flatMap(top -> Stream.concat(Stream.of(top), top.descendants()))
        .mapToLong(ProcessHandle::pid)
        .toArray();
  }

  /** The file's text; empty when the process has just ended. */
  private static String read(long pid, String file) throws IOException {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (NoSuchFileException e) {
      return "";
    }
  }
}

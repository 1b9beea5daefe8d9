package io.webgateway.agent.ledger.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The system calls show a finished sync between a commit's bytes and its answer. */
final class SystemCallTraceIT {
  private static final List<String> KEYS =
      IntStream.range(0, 20).mapToObj(i -> "traced/key-%02d".formatted(i)).toList();

  @TempDir private Path temp;

  @BeforeEach
  void needsATracer() {
    boolean found =
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "strace")));
    if (!found) {
      System.out.println("SKIPPED: strace is not installed, so no system calls can be shown");
    }
    assumeThat(found).as("strace is installed").isTrue();
  }

  @Test
  void everyAnswerComesAfterTheSyncOfItsBytes() throws Exception {
    assertThat(faults("SYNCED")).isEmpty();
  }

  @Test
  void aStoreThatSyncsLateIsCaught() throws Exception {
    assertThat(faults("LATE_SYNC")).isNotEmpty();
  }

  @Test
  void aStoreThatSyncsBeforeItWritesIsCaught() throws Exception {
    assertThat(faults("EARLY_SYNC")).hasSize(KEYS.size());
  }

  @Test
  void aStoreThatWritesLateIsCaught() throws Exception {
    assertThat(faults("LATE_WRITE")).isNotEmpty();
  }

  private List<String> faults(String disk) throws IOException {
    Path out = temp.resolve("trace");
    List<String> acknowledged = new ArrayList<>();
    List<String> tracer =
        List.of(
            "strace",
            "-f",
            "-s",
            "256",
            "-e",
            "trace=fsync,fdatasync,msync,write,pwrite64,writev,pwritev,sendto,sendmsg",
            "-e",
            "signal=none",
            "-o",
            out.toString());
    try (ServedStore served =
        ServedStore.start(
            tracer, temp.resolve("store"), disk, Long.MAX_VALUE, ServedStore.What.STORE)) {
      served.commitUntilGone(KEYS, acknowledged::add);
      // The kill can be faster than the tracer's line on the answer before it; this is that answer.
      served.commitUntilGone(List.of("traced/beyond"), _ -> {});
    }
    assertThat(acknowledged).isEqualTo(KEYS);
    SystemCallTrace trace =
        new SystemCallTrace(Files.readAllLines(out, StandardCharsets.ISO_8859_1));
    return KEYS.stream().map(trace::fault).flatMap(Optional::stream).toList();
  }
}

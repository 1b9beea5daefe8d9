package io.webgateway.agent.management.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTrailTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  @TempDir Path directory;

  @Test
  void onlyItsOwnerMayReadTheFile() throws IOException {
    try (AuditTrail trail = open()) {
      add(trail, "/v1/certificates");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void aPathCannotForgeALine() throws IOException {
    try (AuditTrail trail = open()) {
      add(trail, "/v1/x\n{\"sequence\":99}\r\u0085\u2028");
    }
    assertThat(Files.readAllLines(file())).hasSize(1);
  }

  @Test
  void theTrailGoesOnAfterARestart() throws IOException {
    try (AuditTrail trail = open()) {
      add(trail, "/one");
    }
    Files.writeString(file(), "{\"torn", StandardOpenOption.APPEND);
    try (AuditTrail trail = open()) {
      add(trail, "/two");
      assertThat(trail.after(0, 10, entry -> true))
          .extracting(AuditEntry::path)
          .containsExactly("/one", "/two");
    }
  }

  @Test
  void pagesFollowEachOther() {
    try (AuditTrail trail = open()) {
      add(trail, "/one");
      add(trail, "/two");
      add(trail, "/three");
      assertThat(trail.after(0, 2, entry -> true)).hasSize(2);
      assertThat(trail.after(2, 2, entry -> true))
          .extracting(AuditEntry::path)
          .containsExactly("/three");
    }
  }

  @Test
  void aFullFileMovesAsideAndTheOldestGoes() throws IOException {
    AuditFile file = new AuditFile(file(), 300);
    for (int i = 1; i <= 20; i++) {
      file.append(
          new AuditEntry(
              i,
              NOW,
              "local",
              AuditEntry.Proof.SOCKET,
              "POST",
              "/x",
              200,
              "done",
              Optional.empty(),
              Optional.empty()));
    }
    file.close();
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(AuditFile.KEPT);
    }
    assertThat(AuditFile.tail(file(), 10).getLast().sequence()).isEqualTo(20);
  }

  private Path file() {
    return directory.resolve("audit.jsonl");
  }

  private AuditTrail open() {
    return new AuditTrail(file(), () -> NOW);
  }

  private static void add(AuditTrail trail, String path) {
    trail.add(
        new AuditTrail.Deed("anonymous", AuditEntry.Proof.NONE, "PUT", path, 400, "bad-body"));
  }
}

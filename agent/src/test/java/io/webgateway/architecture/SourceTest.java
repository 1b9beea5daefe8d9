package io.webgateway.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Rules that are seen in the sources only. They hold in every module, tests included. */
class SourceTest {
  private static final List<String> MODULES =
      List.of("shared-model", "agent", "testing", "console-web", "console-desktop", "bench");

  @Test
  void sourcesStayWithinTheirBudgetsAndSayWhy() throws IOException {
    var checkout = House.checkout();
    var faults = new ArrayList<String>();
    for (Path file : sources(checkout)) {
      faults.addAll(SourceFile.in(checkout, file, Files.readString(file)).faults());
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsFor() throws IOException {
    var unsaid = new TreeSet<Path>();
    for (Path file : sources(House.checkout())) {
      var folder = file.getParent();
      if (file.toString().contains("/src/main/java/")
          && folder != null
          && !Files.exists(folder.resolve("package-info.java"))) {
        unsaid.add(folder);
      }
    }
    assertThat(unsaid).isEmpty();
  }

  @Test
  void aLongFileIsRejected() {
    var text = "class Long {\n" + "  // line\n".repeat(SourceFile.FILE_LINES) + "}\n";
    assertThat(new SourceFile("Long.java", text).faults())
        .singleElement()
        .asString()
        .contains("502 lines");
  }

  @Test
  void aLongMethodIsRejected() {
    var text =
        "class A {\n  void go() {\n" + "    ;\n".repeat(SourceFile.METHOD_LINES) + "  }\n}\n";
    assertThat(new SourceFile("A.java", text).faults())
        .singleElement()
        .asString()
        .contains("A.go has 62 lines");
  }

  @Test
  void aSilencedWarningWithoutAReasonIsRejected() {
    var bare = "class A {\n  @SuppressWarnings(\"x\")\n  void go() {}\n}\n";
    assertThat(new SourceFile("A.java", bare).faults()).singleElement().asString().contains(":2");
  }

  @Test
  void aSilencedWarningWithAReasonIsAccepted() {
    var above = "class A {\n  // because\n  @SuppressWarnings(\"x\")\n  void go() {}\n}\n";
    var beside = "class A {\n  @SuppressWarnings(\"x\") // because\n  void go() {}\n}\n";
    assertThat(new SourceFile("A.java", above).faults()).isEmpty();
    assertThat(new SourceFile("A.java", beside).faults()).isEmpty();
  }

  @Test
  void aPackageThatDoesNotSayWhatItIsForIsRejected() {
    assertThat(new SourceFile("a/package-info.java", "@NullMarked\npackage a;\n").faults())
        .singleElement()
        .asString()
        .contains("what the package is for");
  }

  @Test
  void aConsoleThatImportsTheAgentIsRejected() {
    var text = "import io.webgateway.agent.ledger.LedgerStore;\nclass View {}\n";
    assertThat(new SourceFile("console-web/src/View.java", text).faults())
        .singleElement()
        .asString()
        .contains("imports the agent");
    assertThat(new SourceFile("agent/src/View.java", text).faults()).isEmpty();
  }

  private static List<Path> sources(Path checkout) throws IOException {
    var found = new ArrayList<Path>();
    for (String module : MODULES) {
      var folder = checkout.resolve(module).resolve("src");
      if (Files.isDirectory(folder)) {
        try (var files = Files.walk(folder)) {
          files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
        } catch (UncheckedIOException e) {
          throw e.getCause();
        }
      }
    }
    assertThat(found).as("sources of the house").hasSizeGreaterThan(20);
    return found;
  }
}

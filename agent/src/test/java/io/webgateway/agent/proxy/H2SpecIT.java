package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Every case of h2spec 2.2.0, strict ones included, over TLS against the whole data plane with a
 * backend behind it. Each case is a test of its own.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class H2SpecIT {
  private static final String ARCHIVE = "/h2spec/2.2.0/h2spec_linux_amd64.tar.gz";

  /** What the program has; a report with fewer would be one that was cut short. */
  private static final int CASES = 146;

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> everyCasePasses()
      throws IOException, InterruptedException, ParserConfigurationException, SAXException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Case found : run()) {
      tests.add(
          DynamicTest.dynamicTest(
              found.name, () -> assertThat(found.failure).as(found.name).isEmpty()));
    }
    tests.add(DynamicTest.dynamicTest("all were run", () -> assertThat(tests).hasSize(CASES + 1)));
    return tests.stream();
  }

  private record Case(String name, String failure) {}

  private List<Case> run()
      throws IOException, InterruptedException, ParserConfigurationException, SAXException {
    unpack();
    Path report = folder.resolve("report.xml");
    try (MockUpstream backend = MockUpstream.answering("Hello, h2spec.");
        InProcessGateway gateway =
            InProcessGateway.start().with(TestCertificates.selfSigned("localhost"))) {
      gateway.apply(InProcessGateway.route("localhost", backend.port()));
      Process program =
          new ProcessBuilder(
                  folder.resolve("h2spec").toString(),
                  "--host=localhost",
                  "--port=" + gateway.httpsPort(),
                  "--tls",
                  "--insecure",
                  "--strict",
                  "--timeout=3",
                  "--junit-report=" + report)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("output").toFile())
              .start();
      program.waitFor();
    }
    return read(report);
  }

  private void unpack() throws IOException, InterruptedException {
    Path archive = folder.resolve("h2spec.tar.gz");
    try (InputStream packed =
        Objects.requireNonNull(H2SpecIT.class.getResourceAsStream(ARCHIVE), ARCHIVE)) {
      Files.copy(packed, archive);
    }
    Process tar =
        new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", folder.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
  }

  private static List<Case> read(Path report)
      throws IOException, ParserConfigurationException, SAXException {
    List<Case> cases = new ArrayList<>();
    NodeList found =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(report.toFile())
            .getElementsByTagName("testcase");
    for (int i = 0; i < found.getLength(); i++) {
      Element element = (Element) found.item(i);
      String name = element.getAttribute("package") + ": " + element.getAttribute("classname");
      cases.add(new Case(name, problem(element)));
    }
    return cases;
  }

  private static String problem(Element testcase) {
    for (String kind : List.of("failure", "error", "skipped")) {
      NodeList problems = testcase.getElementsByTagName(kind);
      if (problems.getLength() > 0) {
        return kind + ": " + problems.item(0).getTextContent();
      }
    }
    return "";
  }
}

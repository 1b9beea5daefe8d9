package io.webgateway.agent.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SampleEchoIT {
  @Test
  void greetsFirstSaysBackWhatItIsToldAndEndsWithItsVisitor() throws Exception {
    try (SampleEcho echo = SampleEcho.start(new SampleOptions("store", 0));
        Socket visitor = new Socket(InetAddress.ofLiteral("127.0.0.1"), echo.port())) {
      visitor.setSoTimeout(20_000);
      visitor.getOutputStream().write("one\ntwo\n".getBytes(StandardCharsets.UTF_8));
      visitor.shutdownOutput();

      assertThat(new String(visitor.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("This is store. Say something.\none\ntwo\n");
    }
  }
}

package io.webgateway.agent.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class SampleNamesIT {
  private SampleNames names;
  private DatagramSocket socket;

  @BeforeEach
  void start() throws IOException {
    names = SampleNames.start(new SampleOptions("names", 0));
    socket = new DatagramSocket();
    socket.connect(InetAddress.ofLiteral("127.0.0.1"), names.port());
    socket.setSoTimeout(20_000);
  }

  @AfterEach
  void stop() {
    socket.close();
    names.close();
  }

  private Message ask(String name, int type) throws IOException {
    send(Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN)).toWire());
    DatagramPacket answer = new DatagramPacket(new byte[2048], 2048);
    socket.receive(answer);
    byte[] bytes = new byte[answer.getLength()];
    System.arraycopy(answer.getData(), 0, bytes, 0, bytes.length);
    return new Message(bytes);
  }

  private void send(byte[] bytes) throws IOException {
    socket.send(new DatagramPacket(bytes, bytes.length));
  }

  @Test
  void answersForItsZone() throws IOException {
    assertThat(ask("www.names.demo.", Type.A).getSection(Section.ANSWER))
        .singleElement()
        .extracting(Record::rdataToString)
        .isEqualTo("192.0.2.80");
    assertThat(ask("hello.names.demo.", Type.TXT).getSection(Section.ANSWER))
        .singleElement()
        .extracting(Record::rdataToString)
        .isEqualTo("\"Answered by names\"");
  }

  @Test
  void saysWhatItHasNotAndRefusesWhatIsNotIts() throws IOException {
    assertThat(ask("nobody.names.demo.", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    Message other = ask("www.names.demo.", Type.AAAA);
    assertThat(other.getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(other.getSection(Section.ANSWER)).isEmpty();
    assertThat(other.getSection(Section.AUTHORITY)).hasSize(1);
    assertThat(ask("www.example.", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
  }

  @Test
  void survivesWhatIsNoQuestion() throws IOException {
    send("not DNS".getBytes(StandardCharsets.UTF_8));
    send(new byte[0]);

    assertThat(ask("www.names.demo.", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
  }
}

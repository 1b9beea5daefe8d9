package io.webgateway.agent.cli.demo;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SetResponse;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.WireParseException;
import org.xbill.DNS.Zone;

/**
 * A name server for one small zone, {@code names.demo}, over UDP. Listens on 127.0.0.1 only,
 * answers nothing that it has not got, and never more than fits into 1,232 bytes.
 */
public final class SampleNames implements AutoCloseable {
  private static final int MAX_QUERY_BYTES = 4096;
  private static final int MAX_ANSWER_BYTES = 1232;
  private static final long TTL_SECONDS = 60;

  private final DatagramSocket socket;
  private final Zone zone;

  private SampleNames(SampleOptions options) throws IOException {
    zone = zone(options.name());
    socket =
        new DatagramSocket(
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), options.port()));
    Thread.ofPlatform().name("sample-names").start(this::serve);
  }

  /**
   * Starts one.
   *
   * @throws IOException when the port is taken
   */
  public static SampleNames start(SampleOptions options) throws IOException {
    return new SampleNames(options);
  }

  /** The port it listens on, also when the system chose it. */
  public int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() {
    socket.close();
  }

  private static Zone zone(String server) throws IOException {
    Name origin = Name.fromString("names.demo.");
    Name self = Name.fromString("ns", origin);
    Record[] records = {
      new SOARecord(
          origin,
          DClass.IN,
          TTL_SECONDS,
          self,
          Name.fromString("alice", origin),
          1,
          60,
          60,
          60,
          60),
      new NSRecord(origin, DClass.IN, TTL_SECONDS, self),
      address(self, "127.0.0.1"),
      address(Name.fromString("www", origin), "192.0.2.80"),
      new TXTRecord(
          Name.fromString("hello", origin),
          DClass.IN,
          TTL_SECONDS,
          List.of("Answered by " + server))
    };
    return new Zone(origin, records);
  }

  private static Record address(Name name, String literal) {
    return new ARecord(name, DClass.IN, TTL_SECONDS, InetAddress.ofLiteral(literal));
  }

  private void serve() {
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(new byte[MAX_QUERY_BYTES], MAX_QUERY_BYTES);
      try {
        socket.receive(packet);
        byte[] answer = answer(packet);
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (WireParseException e) {
        System.err.println("not a DNS message: " + e.getMessage());
      } catch (IOException e) {
        if (!socket.isClosed()) {
          System.err.println("a query was not answered: " + e.getMessage());
        }
      }
    }
  }

  private byte[] answer(DatagramPacket packet) throws IOException {
    byte[] bytes = new byte[packet.getLength()];
    System.arraycopy(packet.getData(), packet.getOffset(), bytes, 0, bytes.length);
    Message query = new Message(bytes);
    Record question = query.getQuestion();
    Message answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    if (question == null || query.getHeader().getFlag(Flags.QR)) {
      answer.getHeader().setRcode(Rcode.FORMERR);
      return answer.toWire();
    }
    answer.addRecord(question, Section.QUESTION);
    if (!question.getName().subdomain(zone.getOrigin())) {
      answer.getHeader().setRcode(Rcode.REFUSED);
      return answer.toWire();
    }
    answer.getHeader().setFlag(Flags.AA);
    fill(answer, zone.findRecords(question.getName(), question.getType()));
    return answer.toWire(MAX_ANSWER_BYTES);
  }

  private void fill(Message answer, SetResponse found) {
    if (found.isSuccessful()) {
      for (RRset set : found.answers()) {
        set.rrs().forEach(record -> answer.addRecord(record, Section.ANSWER));
      }
      return;
    }
    if (found.isNXDOMAIN()) {
      answer.getHeader().setRcode(Rcode.NXDOMAIN);
    }
    answer.addRecord(zone.getSOA(), Section.AUTHORITY);
  }

  /** Runs one as a program: {@code --name NAME --port PORT}. */
  public static void main(String[] arguments) {
    SampleServer.runAsProgram(
        "names",
        arguments,
        options -> {
          var names = start(options);
          System.out.println(options.name() + " answers DNS on 127.0.0.1:" + names.port());
          return names;
        });
  }
}

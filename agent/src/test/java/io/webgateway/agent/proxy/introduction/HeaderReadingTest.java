package io.webgateway.agent.proxy.introduction;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.webgateway.agent.proxy.transport.ConnectionAddresses;
import io.webgateway.model.workload.policy.ProxyProtocol;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderReadingTest {
  private static final String LONGEST =
      "PROXY UNKNOWN ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
          + " ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535\r\n";

  private static InetSocketAddress at(String host, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(host), port);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Version, command and family as given, then the parts. */
  private static byte[] binary(int command, int family, byte[]... parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      body.writeBytes(part);
    }
    return ByteBuffer.allocate(16 + body.size())
        .put(HeaderForm.SIGNATURE)
        .put((byte) command)
        .put((byte) family)
        .putShort((short) body.size())
        .put(body.toByteArray())
        .array();
  }

  private static byte[] ipv4() {
    return new byte[] {(byte) 192, 0, 2, 7, 10, 0, 0, 1, 0x30, 0x39, 0x01, (byte) 0xbb};
  }

  private static byte[] tlv(int type, int bytes) {
    return ByteBuffer.allocate(3 + bytes).put((byte) type).putShort((short) bytes).array();
  }

  private static byte[] withChecksum(byte[] header) {
    CRC32C crc = new CRC32C();
    crc.update(header);
    ByteBuffer.wrap(header).putInt(header.length - 4, (int) crc.getValue());
    return header;
  }

  private static HeaderReading read(byte[] bytes) {
    return HeaderReading.of(Unpooled.wrappedBuffer(bytes));
  }

  private static ConnectionAddresses named(byte[] header) {
    HeaderReading reading = read(header);
    assertThat(reading).isInstanceOf(HeaderReading.Complete.class);
    HeaderReading.Complete complete = (HeaderReading.Complete) reading;
    assertThat(complete.bytes()).isEqualTo(header.length);
    return complete.addresses().orElseThrow();
  }

  static Stream<byte[]> good() {
    return Stream.of(
        ascii("PROXY TCP4 192.0.2.7 10.0.0.1 12345 443\r\n"),
        ascii("PROXY TCP6 2001:db8::7 2001:db8::1 0 65535\r\n"),
        ascii("PROXY UNKNOWN\r\n"),
        ascii(LONGEST),
        binary(0x21, 0x11, ipv4()),
        binary(0x21, 0x11, ipv4(), tlv(0x04, 300), tlv(0xe0, 0)),
        withChecksum(binary(0x21, 0x11, ipv4(), tlv(0x05, 128), tlv(0x03, 4))),
        binary(0x21, 0x21, new byte[36]),
        binary(0x21, 0x00),
        binary(0x20, 0x00),
        binary(0x20, 0x31, new byte[216], new byte[] {1, 2, 3}));
  }

  @ParameterizedTest
  @MethodSource("good")
  void everyPieceOfAGoodHeaderIsIncompleteUntilAllOfItIsThere(byte[] header) {
    for (int length = 0; length < header.length; length++) {
      assertThat(read(Arrays.copyOf(header, length)))
          .as("the first " + length)
          .isInstanceOf(HeaderReading.Incomplete.class);
    }
    byte[] more = Arrays.copyOf(header, header.length + 20);
    assertThat(read(more))
        .isInstanceOfSatisfying(
            HeaderReading.Complete.class,
            complete -> assertThat(complete.bytes()).isEqualTo(header.length));
  }

  @Test
  void bothFormsNameBothEnds() {
    ConnectionAddresses line = named(ascii("PROXY TCP4 192.0.2.7 10.0.0.1 12345 443\r\n"));
    assertThat(line.visitor()).isEqualTo(at("192.0.2.7", 12345));
    assertThat(line.gateway()).isEqualTo(at("10.0.0.1", 443));
    assertThat(line.visitorText()).isEqualTo("192.0.2.7");
    assertThat(named(binary(0x21, 0x11, ipv4()))).isEqualTo(line);
    assertThat(named(ascii("PROXY TCP6 2001:db8::7 ::ffff:10.0.0.1 1 2\r\n")).visitor())
        .isEqualTo(at("2001:db8::7", 1));
  }

  @Test
  void whoSpeaksForItselfNamesNobody() {
    for (byte[] header :
        new byte[][] {
          ascii("PROXY UNKNOWN\r\n"),
          ascii("PROXY UNKNOWN 192.0.2.7 10.0.0.1 1 2\r\n"),
          binary(0x20, 0x11, ipv4()),
          binary(0x21, 0x00)
        }) {
      assertThat(read(header))
          .isEqualTo(new HeaderReading.Complete(header.length, Optional.empty()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n",
        "\u0016\u0003\u0001",
        "proxy TCP4 192.0.2.7 10.0.0.1 1 2\r\n",
        "PROXYTCP4",
        "PROXY TCP4 192.0.2.7 10.0.0.1 1 2\n",
        "PROXY TCP4 192.0.2.7 10.0.0.1 1 2\r ",
        "PROXY TCP4 192.0.2.7 10.0.0.1 1\r\n",
        "PROXY TCP4 192.0.2.7 10.0.0.1 1 2 3\r\n",
        "PROXY TCP4  192.0.2.7 10.0.0.1 1 2\r\n",
        "PROXY TCP4 192.0.2.7 10.0.0.1 1 2 \r\n",
        "PROXY TCP4 192.0.2.7 10.0.0.1 01 2\r\n",
        "PROXY TCP4 192.0.2.7 10.0.0.1 +1 2\r\n",
        "PROXY TCP4 192.0.2.7 10.0.0.1 65536 2\r\n",
        "PROXY TCP4 192.0.2.07 10.0.0.1 1 2\r\n",
        "PROXY TCP4 192.0.2 10.0.0.1 1 2\r\n",
        "PROXY TCP4 3221225991 10.0.0.1 1 2\r\n",
        "PROXY TCP4 visitor.example 10.0.0.1 1 2\r\n",
        "PROXY TCP4 2001:db8::7 2001:db8::1 1 2\r\n",
        "PROXY TCP6 192.0.2.7 10.0.0.1 1 2\r\n",
        "PROXY TCP6 fe80::1%eth0 fe80::2 1 2\r\n",
        "PROXY TCP6 [2001:db8::7] 2001:db8::1 1 2\r\n",
        "PROXY UDP4 192.0.2.7 10.0.0.1 1 2\r\n",
        "PROXY UNIX /run/a /run/b\r\n",
        "PROXY TCP4 192.0.2.7\u0000 10.0.0.1 1 2\r\n",
        "PROXY UNKNOWNS\r\n",
      })
  void whatVersion1DoesNotAllowIsRefused(String text) {
    assertThat(read(ascii(text))).isInstanceOf(HeaderReading.Refused.class);
  }

  @Test
  void aLineWithoutEndIsRefusedAfter107Bytes() {
    byte[] endless = ascii("PROXY UNKNOWN " + "x".repeat(200));
    assertThat(read(Arrays.copyOf(endless, 106))).isInstanceOf(HeaderReading.Incomplete.class);
    assertThat(read(Arrays.copyOf(endless, 107))).isInstanceOf(HeaderReading.Refused.class);
    byte[] late = ascii("PROXY UNKNOWN " + "x".repeat(92) + "\r\n");
    assertThat(late).hasSize(108);
    assertThat(read(late)).isInstanceOf(HeaderReading.Refused.class);
  }

  static Stream<byte[]> bad() {
    byte[] wrongSum = withChecksum(binary(0x21, 0x11, ipv4(), tlv(0x03, 4)));
    wrongSum[wrongSum.length - 1]++;
    byte[] changed = withChecksum(binary(0x21, 0x11, ipv4(), tlv(0x03, 4)));
    changed[16]++;
    return Stream.of(
        binary(0x11, 0x11, ipv4()),
        binary(0x31, 0x11, ipv4()),
        binary(0x22, 0x11, ipv4()),
        binary(0x21, 0x31, new byte[216]),
        binary(0x21, 0x32, new byte[216]),
        binary(0x21, 0x12, ipv4()),
        binary(0x21, 0x22, new byte[36]),
        binary(0x21, 0x10, ipv4()),
        binary(0x21, 0x01),
        binary(0x21, 0x41, new byte[36]),
        binary(0x21, 0x11, new byte[11]),
        binary(0x21, 0x21, ipv4()),
        binary(0x21, 0x11, ipv4(), new byte[] {4}),
        binary(0x21, 0x11, ipv4(), new byte[] {4, 0, 2, 1}),
        binary(0x21, 0x11, ipv4(), new byte[] {4, (byte) 0xff, (byte) 0xff, 1}),
        binary(0x21, 0x11, ipv4(), tlv(0x05, 129)),
        binary(0x21, 0x11, ipv4(), tlv(0x03, 3)),
        binary(0x21, 0x11, ipv4(), tlv(0x04, 2048 - 16 - 12 - 3 + 1)),
        wrongSum,
        changed);
  }

  @ParameterizedTest
  @MethodSource("bad")
  void whatVersion2DoesNotAllowIsRefused(byte[] header) {
    assertThat(read(header)).isInstanceOf(HeaderReading.Refused.class);
  }

  @Test
  void aHeaderThatWillBeTooLongIsRefusedBeforeItHasCome() {
    byte[] start = Arrays.copyOf(binary(0x21, 0x11, new byte[5_000]), 16);
    assertThat(read(start)).isInstanceOf(HeaderReading.Refused.class);
    assertThat(read(Arrays.copyOf(binary(0x21, 0x31, new byte[216]), 16)))
        .isInstanceOf(HeaderReading.Refused.class);
  }

  @Test
  void arbitraryBytesAreNeverMoreThanTheyAre() {
    Random random = new Random(20261126);
    for (int round = 0; round < 20_000; round++) {
      byte[] header = good().toList().get(random.nextInt(11)).clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        header[random.nextInt(header.length)] = (byte) random.nextInt();
      }
      if (read(header) instanceof HeaderReading.Complete complete) {
        assertThat(complete.bytes()).isBetween(1, header.length);
      }
    }
  }

  private static byte[] written(Introduction introduction) {
    ByteBuf out = Unpooled.buffer();
    introduction.write(out);
    byte[] bytes = new byte[out.readableBytes()];
    out.readBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(strings = {"V1", "V2"})
  void whatIsWrittenIsReadAsItWasMeant(ProxyProtocol version) {
    ConnectionAddresses ipv4 = ConnectionAddresses.of(at("192.0.2.7", 1), at("10.0.0.1", 65535));
    ConnectionAddresses ipv6 = ConnectionAddresses.of(at("2001:db8::7", 7), at("::1", 443));
    assertThat(named(written(Introduction.of(version, ipv4)))).isEqualTo(ipv4);
    assertThat(named(written(Introduction.of(version, ipv6)))).isEqualTo(ipv6);
    byte[] own = written(Introduction.ofGateway(version));
    assertThat(read(own)).isEqualTo(new HeaderReading.Complete(own.length, Optional.empty()));
  }

  @Test
  void whoReadsNoSessionReadsTheAddressesAllTheSame() {
    ConnectionAddresses ipv4 = ConnectionAddresses.of(at("192.0.2.7", 1), at("10.0.0.1", 65535));
    byte[] header = written(new Introduction.OfSession(ipv4, "a-1", 3));
    assertThat(named(header)).isEqualTo(ipv4);
    assertThat(header).endsWith(0xe0, 0, 3, 'a', '-', '1', 0xe1, 0, 4, 0, 0, 0, 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"V1", "V2"})
  void addressesOfTwoFamiliesAreWrittenAsOne(ProxyProtocol version) {
    ConnectionAddresses mixed = ConnectionAddresses.of(at("192.0.2.7", 1), at("2001:db8::1", 2));
    assertThat(named(written(Introduction.of(version, mixed)))).isEqualTo(mixed);
  }

  @Test
  void nothingIsWrittenWhenNothingIsWanted() {
    ConnectionAddresses any = ConnectionAddresses.of(at("192.0.2.7", 1), at("10.0.0.1", 2));
    assertThat(Introduction.of(ProxyProtocol.OFF, any)).isSameAs(Introduction.None.NONE);
    assertThat(Introduction.ofGateway(ProxyProtocol.OFF)).isSameAs(Introduction.None.NONE);
    assertThat(written(Introduction.None.NONE)).isEmpty();
  }
}

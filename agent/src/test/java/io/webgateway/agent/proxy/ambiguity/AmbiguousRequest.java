package io.webgateway.agent.proxy.ambiguity;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One connection's bytes: a request that parsers may understand differently, with a second request
 * hidden in what may be its body, and a third behind it. Each carries a marker of its own in its
 * target, so that a backend's log tells which of them it took for a request.
 *
 * @param bytes what is sent, as ISO 8859-1
 */
record AmbiguousRequest(String bytes) {
  private static final List<String> METHODS =
      List.of("GET", "POST", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "PATCH", "get", "GET\t");
  private static final List<String> TARGETS =
      List.of(
          "/@",
          "/@",
          "/@?a=b",
          "/x/../@",
          "//@",
          "/%2e/@",
          "/@;p",
          "http://HOST/@",
          "http://b/@",
          "/@#f",
          "@",
          "/@ x",
          "/@\u00e9",
          "/@%00",
          "/@\\");
  private static final List<String> VERSIONS =
      List.of(
          "HTTP/1.1",
          "HTTP/1.1",
          "HTTP/1.1",
          "HTTP/1.1",
          "HTTP/1.0",
          "HTTP/1.2",
          "HTTP/2.0",
          "http/1.1",
          "HTTP/1.1 ",
          "HTTP/01.1",
          "HTTP/1");
  private static final List<String> HOSTS =
      List.of(
          "Host: HOST\r\n",
          "Host: HOST\r\n",
          "Host: HOST\r\n",
          "host:HOST\r\n",
          "Host: HOST.\r\n",
          "Host: HOST:80\r\n",
          "Host: HOST\r\nHost: HOST\r\n",
          "Host: HOST\r\nHost: b\r\n",
          "Host : HOST\r\n",
          "Host: u@HOST\r\n",
          "Host: HOST, b\r\n",
          "");
  // LENGTH is right for the body that follows; SHORT ends before the hidden request.
  private static final List<String> FRAMINGS =
      List.of(
          "Content-Length: LENGTH\r\n",
          "Content-Length: LENGTH\r\n",
          "Content-Length: SHORT\r\n",
          "Content-Length: 0\r\n",
          "Content-Length: +LENGTH\r\n",
          "Content-Length: 0LENGTH\r\n",
          "Content-Length: LENGTH, LENGTH\r\n",
          "Content-Length: LENGTH, SHORT\r\n",
          "Content-Length : LENGTH\r\n",
          "Content-Length:\r\n LENGTH\r\n",
          "Content-Length:\tLENGTH \r\n",
          "Content-Length: -1\r\n",
          "Content-Length: 0x10\r\n",
          "Content-Length: 99999999999999999999\r\n",
          "Content-Length: LENGTH\n",
          "Content-Length\u0000: LENGTH\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Transfer-Encoding: CHUNKED\r\n",
          "transfer-encoding:chunked\r\n",
          "Transfer-Encoding : chunked\r\n",
          "Transfer-Encoding:\u000bchunked\r\n",
          "Transfer-Encoding:\r\n chunked\r\n",
          "Transfer-Encoding: chunked\n",
          "Transfer-Encoding: identity\r\n",
          "Transfer-Encoding: chunked, identity\r\n",
          "Transfer-Encoding: identity, chunked\r\n",
          "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n",
          "Transfer-Encoding: \"chunked\"\r\n",
          "Transfer-Encoding: xchunked\r\n",
          "X: y\rTransfer-Encoding: chunked\r\n",
          "X: y\nTransfer-Encoding: chunked\r\n",
          " Transfer-Encoding: chunked\r\n",
          "Transfer_Encoding: chunked\r\n",
          "");
  private static final List<String> OTHERS =
      List.of(
          "",
          "",
          "",
          "",
          "Connection: Transfer-Encoding\r\n",
          "Connection: Content-Length\r\n",
          "Connection: close\r\n",
          "Connection: keep-alive, X\r\n",
          "TE: trailers\r\n",
          "Expect: 100-continue\r\n",
          "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\n",
          "X: a\r\n b\r\n",
          "X y\r\n",
          ": x\r\n",
          "Max-Forwards: 0\r\n",
          "Content-Encoding: gzip\r\n");
  // HIDDEN is the hidden request; HEX is its length.
  private static final List<String> BODIES =
      List.of(
          "HIDDEN",
          "HEX\r\nHIDDEN\r\n0\r\n\r\n",
          "0\r\n\r\nHIDDEN",
          "00\r\n\r\nHIDDEN",
          "0\r\nX: y\r\n\r\nHIDDEN",
          "0\r\nContent-Length: 9\r\n\r\nHIDDEN",
          "0HEX\r\nHIDDEN\r\n0\r\n\r\n",
          "0xHEX\r\nHIDDEN\r\n0\r\n\r\n",
          "+HEX\r\nHIDDEN\r\n0\r\n\r\n",
          " HEX\r\nHIDDEN\r\n0\r\n\r\n",
          "HEX \r\nHIDDEN\r\n0\r\n\r\n",
          "HEX;a=b\r\nHIDDEN\r\n0\r\n\r\n",
          "HEX;a=\"\r\n\"\r\nHIDDEN\r\n0\r\n\r\n",
          "HEX\nHIDDEN\n0\n\n",
          "HEX\rHIDDEN\r0\r\r",
          "HEX\r\nHIDDEN0\r\n\r\n",
          "HEX\r\nHIDDENxx0\r\n\r\n",
          "fffffffffffffff0HEX\r\nHIDDEN\r\n0\r\n\r\n",
          "-1\r\nHIDDEN\r\n0\r\n\r\n",
          "1\r\nx\r\n0\r\n\r\nHIDDEN",
          "");

  /**
   * Makes one.
   *
   * @param random decides
   * @param id becomes the markers {@code <id>m} of the request, {@code <id>h} of the one hidden and
   *     {@code <id>f} of the one that follows
   * @param host of the route
   */
  static AmbiguousRequest of(RandomGenerator random, String id, String host) {
    String hidden = simple(id + "h", host);
    boolean chunked = random.nextInt(3) == 0;
    String body =
        mostly(random, chunked ? "HEX\r\nHIDDEN\r\n0\r\n\r\n" : "HIDDEN", BODIES)
            .replace("HEX", Integer.toHexString(hidden.length()))
            .replace("HIDDEN", hidden);
    int hiddenFrom = Math.max(0, body.indexOf(hidden));
    List<String> fields = new ArrayList<>();
    fields.add(mostly(random, "Host: HOST\r\n", HOSTS));
    fields.add(mostly(random, "", OTHERS));
    fields.add(
        mostly(
            random,
            chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: LENGTH\r\n",
            FRAMINGS));
    if (random.nextInt(4) == 0) {
      fields.add(random.nextInt(fields.size() + 1), pick(random, FRAMINGS));
    }
    String head =
        mostly(random, "POST", METHODS)
            + " "
            + mostly(random, "/@", TARGETS).replace("@", id + "m")
            + " "
            + mostly(random, "HTTP/1.1", VERSIONS)
            + "\r\n"
            + String.join("", fields)
                .replace("LENGTH", Integer.toString(body.length()))
                .replace("SHORT", Integer.toString(hiddenFrom))
            + "\r\n";
    return new AmbiguousRequest(head.replace("HOST", host) + body + simple(id + "f", host));
  }

  private static String simple(String marker, String host) {
    return "GET /" + marker + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
  }

  // With everything odd at once nearly all would be refused for the first reason.
  private static String mostly(RandomGenerator random, String plain, List<String> odd) {
    return random.nextInt(4) > 0 ? plain : pick(random, odd);
  }

  private static String pick(RandomGenerator random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}

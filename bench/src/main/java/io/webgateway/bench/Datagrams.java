package io.webgateway.bench;

import io.webgateway.bench.Contender.Running;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Datagrams of 100 bytes by port, each sent back by the backend, and followed by the next as soon
 * as it is back: {@link DatagramLoad}, a program of its own on the load generator's core.
 */
enum Datagrams implements Load {
  /** One client's port with many under way. */
  ONE_FLOW(1, 32),

  /** Many clients' ports with one under way on each. */
  MANY_FLOWS(1_000, 1);

  private static final int BYTES = 100;

  private final int flows;
  private final int underWay;

  Datagrams(int flows, int underWay) {
    this.flows = flows;
    this.underWay = underWay;
  }

  @Override
  public String about(BenchOptions options) {
    return "datagrams of %d bytes and their answers: %d flows, %d under way on each, %d s"
        .formatted(BYTES, flows, underWay, options.seconds());
  }

  @Override
  public List<String> needs() {
    return List.of();
  }

  @Override
  public Done run(Place place, Running proxy, BenchOptions options, int seconds)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(place.onLoadCore());
    words.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx128m",
            place
                .home()
                .resolve("bench/src/main/java/io/webgateway/bench/DatagramLoad.java")
                .toString()));
    for (int number :
        List.of(proxy.udpPort(), place.datagramPort(), flows, underWay, BYTES, seconds)) {
      words.add(Integer.toString(number));
    }
    return done(Programs.run(Map.of(), words).output());
  }

  /** Answered, lost, seconds, p50 and p99 in microseconds: one line. */
  static Done done(String output) {
    String[] told = output.strip().split(" ", -1);
    if (told.length != 5) {
      throw new BenchException("the load generator of datagrams said: " + output);
    }
    return new Done(
        Double.parseDouble(told[0]),
        Double.parseDouble(told[2]),
        Double.parseDouble(told[3]),
        Double.parseDouble(told[4]),
        Long.parseLong(told[1]),
        0);
  }
}

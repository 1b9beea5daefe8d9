package io.webgateway.bench.change.visit;

import io.webgateway.bench.change.talk.Head;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A message is a line. */
final class Lines implements Messages {
  @Override
  public void open(InputStream in, OutputStream out) {
    // Nothing comes before the first line.
  }

  @Override
  public void send(OutputStream out, String text) throws IOException {
    out.write((text + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public Got next(InputStream in, OutputStream out) throws IOException {
    return new Got.Message(Head.line(in));
  }

  @Override
  public void leave(OutputStream out) {
    // The end of the connection says it.
  }
}

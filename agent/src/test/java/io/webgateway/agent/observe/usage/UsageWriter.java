package io.webgateway.agent.observe.usage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** A process that counts and writes as fast as it can, and says what is written; to be killed. */
final class UsageWriter {
  private UsageWriter() {}

  /** Prints {@code counted N} before, and {@code written N} after each writing. */
  public static void main(String[] arguments) throws IOException {
    UsageMeters meters = new UsageMeters(System::nanoTime);
    UsageBook book = UsageBook.open(Path.of(arguments[0]), meters, InstantSource.system());
    WorkloadUsage usage = meters.of(new UsageKey("shop/web", "tenant"));
    long counted = 0;
    while (true) {
      counted++;
      System.out.println("counted " + counted);
      System.out.flush();
      usage.request();
      book.flush();
      System.out.println("written " + counted);
      System.out.flush();
    }
  }
}

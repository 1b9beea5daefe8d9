package io.webgateway.agent.proxy.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.webgateway.agent.proxy.fixture.Frames;
import io.webgateway.agent.proxy.fixture.Frames.Frame;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Numbered messages both ways over a WebSocket whose backends are lost at any byte, cut into frames
 * and reads at random. What is shown: every message reaches a backend once, none reaches the
 * visitor in part, all are in order, and Pings are answered while there is no backend.
 */
final class MessageSimulation {
  /** What may be wrong; a simulation that finds it out is worth something. */
  enum Fault {
    NONE,
    KEEPS_NOTHING,
    KEEPS_TOO_MUCH,
    PASSES_PARTS,
    REMEMBERS_LOST_BACKENDS,
    LOOKS_AWAY_WHILE_WAITING
  }

  private final Random random;
  private final Fault fault;
  private final Uplink uplink = new Uplink();
  private final Downlink downlink = new Downlink();
  private final ByteArrayOutputStream visitor = new ByteArrayOutputStream();
  private final List<ByteArrayOutputStream> backends = new ArrayList<>();
  private final ByteArrayOutputStream pongs = new ByteArrayOutputStream();
  private ByteBuf fromVisitor = Unpooled.buffer();
  private ByteBuf fromBackend = Unpooled.buffer();
  private int asked;
  private int answered;
  private int pings;
  private boolean waiting;
  private boolean ended;

  MessageSimulation(long seed, Fault fault) {
    this.random = new Random(seed);
    this.fault = fault;
    backends.add(new ByteArrayOutputStream());
  }

  void run(int steps) throws IOException {
    for (int i = 0; i < steps && !ended; i++) {
      step();
    }
    if (!ended) {
      if (waiting) {
        resume();
      }
      visitorSends(fromVisitor.readableBytes());
      backendSends(fromBackend.readableBytes());
    }
    everyMessageReachedOneBackend();
    theVisitorGotWholeMessages();
  }

  private void step() {
    switch (random.nextInt(8)) {
      case 0 -> message(fromVisitor, true, asked++);
      case 1 -> message(fromBackend, false, answered++);
      case 2, 3 -> visitorSends(random.nextInt(fromVisitor.readableBytes() + 1));
      case 4, 5 -> {
        if (!waiting) {
          backendSends(random.nextInt(fromBackend.readableBytes() + 1));
        }
      }
      default -> {
        if (waiting) {
          resume();
        } else if (random.nextInt(3) == 0) {
          lose();
        }
      }
    }
  }

  /** One message in one to three frames, maybe with a Ping between them. */
  private void message(ByteBuf to, boolean masked, int number) {
    String text = number + " " + "x".repeat(size());
    int frames = 1 + random.nextInt(3);
    int opcode = Frames.TEXT;
    for (int i = 1; i <= frames; i++) {
      int cut = i == frames ? text.length() : random.nextInt(text.length() + 1);
      write(to, masked, opcode, i == frames, text.substring(0, cut));
      text = text.substring(cut);
      opcode = Frames.CONTINUATION;
      if (random.nextInt(4) == 0) {
        write(to, masked, Frames.PING, true, "p" + pings++);
      }
    }
  }

  private int size() {
    return switch (random.nextInt(20)) {
      case 0 -> 60_000 + random.nextInt(10_000);
      case 1, 2 -> 100 + random.nextInt(1_000);
      default -> random.nextInt(40);
    };
  }

  private static void write(
      ByteBuf to, boolean masked, int opcode, boolean isFinal, String payload) {
    to.writeBytes(
        masked ? Frames.masked(opcode, isFinal, payload) : Frames.plain(opcode, isFinal, payload));
  }

  private void visitorSends(int bytes) {
    if (bytes == 0) {
      return;
    }
    ByteBuf in = fromVisitor.readBytes(bytes);
    if (!waiting) {
      if (fault != Fault.KEEPS_NOTHING) {
        uplink.flows(in);
      }
      drain(in, backends.getLast());
    } else if (fault == Fault.LOOKS_AWAY_WHILE_WAITING) {
      uplink.flows(in);
      in.release();
    } else {
      uplink.waits(in, pong -> drain(pong, pongs));
    }
  }

  private void backendSends(int bytes) {
    if (bytes == 0) {
      return;
    }
    ByteBuf in = fromBackend.readBytes(bytes);
    if (fault == Fault.PASSES_PARTS) {
      drain(in, visitor);
    } else {
      downlink.came(in, out -> drain(out, visitor));
    }
  }

  private static void drain(ByteBuf from, ByteArrayOutputStream to) {
    byte[] bytes = new byte[from.readableBytes()];
    from.readBytes(bytes);
    from.release();
    to.writeBytes(bytes);
  }

  /** The bytes that the backend had not sent are lost with it; so is the message they were of. */
  private void lose() {
    if (!uplink.isWhole() || !downlink.isWhole()) {
      ended = true;
      return;
    }
    waiting = true;
    fromBackend = Unpooled.buffer();
    if (fault != Fault.REMEMBERS_LOST_BACKENDS) {
      downlink.reset();
    }
  }

  private void resume() {
    waiting = false;
    ByteArrayOutputStream next = new ByteArrayOutputStream();
    if (fault == Fault.KEEPS_TOO_MUCH) {
      messages(backends.getLast()).stream()
          .reduce((_, last) -> last)
          .ifPresent(last -> next.writeBytes(Frames.masked(last)));
    }
    backends.add(next);
    drain(uplink.resume(), next);
  }

  private void everyMessageReachedOneBackend() {
    List<String> all = new ArrayList<>();
    backends.forEach(backend -> all.addAll(messages(backend)));
    List<Integer> numbers = all.stream().map(MessageSimulation::number).toList();
    for (int i = 0; i < numbers.size(); i++) {
      assertThat(numbers.get(i)).as("messages to backends: %s", numbers).isEqualTo(i);
    }
    if (!ended) {
      assertThat(numbers).as("messages that reached a backend").hasSize(asked);
    }
    for (Frame pong : frames(pongs)) {
      assertThat(pong.opcode()).isEqualTo(Frames.PONG);
      assertThat(pong.payload()).startsWith("p");
    }
  }

  private void theVisitorGotWholeMessages() {
    int last = -1;
    for (String message : messages(visitor)) {
      assertThat(number(message)).as("messages to the visitor").isGreaterThan(last);
      last = number(message);
    }
  }

  private static int number(String message) {
    assertThat(message).matches("\\d+ x*");
    return Integer.parseInt(message.substring(0, message.indexOf(' ')));
  }

  /** The whole messages in it; one that was cut off at the end is none. */
  private static List<String> messages(ByteArrayOutputStream bytes) {
    List<String> messages = new ArrayList<>();
    StringBuilder under = new StringBuilder();
    boolean inMessage = false;
    for (Frame frame : frames(bytes)) {
      switch (frame.opcode()) {
        case Frames.TEXT, Frames.CONTINUATION -> {
          assertThat(frame.opcode() == Frames.CONTINUATION)
              .as("a message goes on")
              .isEqualTo(inMessage);
          under.append(frame.payload());
          inMessage = !frame.isFinal();
          if (frame.isFinal()) {
            messages.add(under.toString());
            under.setLength(0);
          }
        }
        case Frames.PING -> assertThat(frame.payload()).startsWith("p");
        default -> throw new AssertionError("no frame of ours: " + frame);
      }
    }
    return messages;
  }

  private static List<Frame> frames(ByteArrayOutputStream bytes) {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
    List<Frame> frames = new ArrayList<>();
    try {
      while (in.available() > 0) {
        frames.add(Frames.read(in));
      }
    } catch (IOException e) {
      // Cut off within a frame.
    }
    return frames;
  }
}

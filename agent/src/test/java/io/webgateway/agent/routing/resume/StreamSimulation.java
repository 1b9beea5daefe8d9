package io.webgateway.agent.routing.resume;

import io.webgateway.agent.routing.resume.ResumableStream.Allowed;
import io.webgateway.agent.routing.resume.ResumableStream.Standing;
import io.webgateway.agent.routing.resume.ResumeStep.Why;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * One visitor, whose bytes are numbered, and backends that come, listen, answer and break, all
 * drawn from a seed. A shell keeps buffers as the real one does; books of their own say, byte by
 * byte, what each backend got, and are compared with what it should have got.
 */
final class StreamSimulation {
  private static final long MILLI = 1_000_000L;

  /** How it ended. */
  enum Outcome {
    STILL_OPEN,
    ENDED,
    LOST,
    FRUITLESS
  }

  /** The machine, or something that pretends to be it. */
  interface Subject {
    ResumableStream stream();

    default ResumeStep step(ResumeStep said) {
      return said;
    }

    /** Which of the visitor's bytes the shell sends first to the next backend. */
    default long continuesAt(long handed) {
      return handed;
    }

    /** What it is told of an end. */
    default Standing told(Standing standing) {
      return standing;
    }

    default Allowed told(Allowed allowed) {
      return allowed;
    }

    /** How many bytes it is told that a socket took. */
    default long told(long handed) {
      return handed;
    }
  }

  /** What one backend got, by the numbers of the visitor's bytes. */
  private static final class Backend {
    final List<Long> got = new ArrayList<>();
    final long handedBefore;
    final long joinedNanos;
    int replay;
    long next;
    boolean heard;
    boolean ended;

    Backend(long handedBefore, long joinedNanos) {
      this.handedBefore = handedBefore;
      this.joinedNanos = joinedNanos;
    }
  }

  private final Random random;
  private final Subject subject;
  private final ResumableStream stream;
  private final int mayReplay;
  private final boolean waits;
  private final boolean resumes;
  private final List<Backend> backends = new ArrayList<>();
  private long received;
  private long handed;
  private boolean visitorEnded;
  private Optional<Backend> current = Optional.empty();
  private boolean asking;
  private boolean seeking = true;
  private boolean heardEver;
  private int barren;
  private int losses;
  private Outcome outcome = Outcome.STILL_OPEN;
  private long now = 1_000 * MILLI;

  StreamSimulation(long seed, IntFunction<Subject> maker) {
    this.random = new Random(seed);
    this.mayReplay = random.nextInt(3) == 0 ? 1 + random.nextInt(40) : 0;
    this.waits = random.nextInt(8) != 0;
    this.resumes = random.nextBoolean();
    this.subject = maker.apply(mayReplay);
    this.stream = subject.stream();
  }

  /** Runs; answers how it ended, and after how many losses. */
  Outcome run(int steps) {
    for (int i = 0; i < steps && outcome == Outcome.STILL_OPEN; i++) {
      now +=
          random.nextInt(30) == 0 ? random.nextLong(20_000 * MILLI) : random.nextLong(60 * MILLI);
      step();
      check();
    }
    return outcome;
  }

  int losses() {
    return losses;
  }

  private void step() {
    int dice = random.nextInt(100);
    if (dice < 25 && !visitorEnded) {
      int bytes = 1 + random.nextInt(12);
      received += bytes;
      stream.received(bytes);
      require(stream.inHand() >= 0, "more was handed over than came");
    } else if (dice < 27) {
      visitorEnded = true;
      stream.visitorEnded();
    } else if (seeking) {
      if (dice < 60) {
        found();
      }
    } else if (asking) {
      answerOrBreak(dice);
    } else {
      backend(current.orElseThrow(), dice);
    }
  }

  private void found() {
    seeking = false;
    long continuesAt = subject.continuesAt(handed);
    Backend backend = new Backend(handed, now);
    current = Optional.of(backend);
    backends.add(backend);
    ResumeStep step = subject.step(stream.found(now));
    require(step instanceof ResumeStep.Send, "a backend was found, and nothing is sent");
    if (step instanceof ResumeStep.Send(int bytes)) {
      require(bytes <= Math.min(mayReplay, received), "more is replayed than is recorded");
      backend.replay = bytes;
      backend.next = bytes > 0 ? 0 : continuesAt;
    }
    require(stream.isFlowing(), "a backend was found, and nothing flows");
  }

  /** The socket takes some of what is to be sent. */
  private void drain(Backend backend) {
    int most = 1 + random.nextInt(15);
    for (int i = 0; i < most; i++) {
      boolean replaying = backend.got.size() < backend.replay;
      if (!replaying && backend.got.size() == backend.replay && backend.replay > 0) {
        backend.next = subject.continuesAt(handed);
      }
      if (backend.next >= received) {
        return;
      }
      backend.got.add(backend.next++);
      if (replaying) {
        stream.replayed(1);
      } else {
        handed++;
        stream.handed(subject.told(1));
      }
    }
  }

  private void backend(Backend backend, int dice) {
    if (dice < 60) {
      drain(backend);
    } else if (dice < 78) {
      if (!backend.ended) {
        backend.heard = true;
        heardEver = true;
        barren = 0;
        stream.heard(1 + random.nextInt(20));
      }
    } else if (dice < 88) {
      lost(backend, subject.step(stream.lost(subject.told(allowed()), now)));
    } else if (!backend.ended) {
      ended(backend);
    }
  }

  private Allowed allowed() {
    return new Allowed(waits, resumes);
  }

  private void ended(Backend backend) {
    Standing standing = random.nextInt(3) == 0 ? Standing.GONE : Standing.STANDS;
    boolean mayGoOn = mayGoOn(backend);
    boolean quick = !backend.heard && backend.got.isEmpty() && !stood(backend);
    ResumeStep step =
        subject.step(stream.ended(subject.told(allowed()), subject.told(standing), now));
    switch (step) {
      case ResumeStep.PassEnd _ -> {
        require(
            !mayGoOn || visitorEnded || (standing == Standing.STANDS && !quick),
            "the end of a backend that is gone is passed on");
        backend.ended = true;
      }
      case ResumeStep.Ask _ -> {
        require(mayGoOn && standing == Standing.STANDS, "somebody is asked for nothing");
        asking = true;
      }
      case ResumeStep.Seek _, ResumeStep.GiveUp _ -> {
        require(standing == Standing.GONE || quick, "an end that was meant is taken for a loss");
        lost(backend, step);
      }
      case ResumeStep.Send _, ResumeStep.None _ -> throw new AssertionError("an end is ignored");
    }
  }

  private void answerOrBreak(int dice) {
    Backend backend = current.orElseThrow();
    if (dice < 40) {
      boolean takes = random.nextBoolean();
      ResumeStep step = subject.step(stream.answered(takes, subject.told(allowed()), now));
      asking = false;
      if (takes) {
        require(step instanceof ResumeStep.PassEnd, "an end that was meant is not passed on");
        backend.ended = true;
      } else {
        lost(backend, step);
      }
    } else if (dice < 50) {
      asking = false;
      lost(backend, subject.step(stream.lost(subject.told(allowed()), now)));
      require(
          stream.answered(true, allowed(), now) instanceof ResumeStep.None,
          "an answer that comes too late counts");
    }
  }

  private boolean stood(Backend backend) {
    return now - backend.joinedNanos >= ResumableStream.STANDS_NANOS;
  }

  /** Whether nothing is lost when all that is recorded is sent again and then the rest. */
  private boolean isWhole() {
    return !heardEver && handed <= Math.min(mayReplay, received);
  }

  private boolean mayGoOn(Backend backend) {
    boolean untouched = !backend.heard && backend.got.isEmpty();
    boolean onlyTheAnswerIsMissing = visitorEnded && handed == received;
    return waits && (isWhole() || untouched || (resumes && !onlyTheAnswerIsMissing));
  }

  private void lost(Backend backend, ResumeStep step) {
    losses++;
    boolean harmless = !backend.heard && !stood(backend) && (backend.got.isEmpty() || isWhole());
    boolean lasted = backend.heard || now - backend.joinedNanos >= ResumableStream.WELL_NANOS;
    barren = lasted ? 0 : harmless ? barren : barren + 1;
    current = Optional.empty();
    switch (step) {
      case ResumeStep.Seek(boolean again) -> {
        require(!backend.ended && mayGoOn(backend), "what may not go on goes on");
        require(barren <= ResumableStream.MAX_FRUITLESS, "it goes on for ever");
        require(again == (!backend.heard && !stood(backend)), "the wait begins anew, or does not");
        seeking = true;
      }
      case ResumeStep.GiveUp(Why why) -> {
        switch (why) {
          case LOST -> {
            require(backend.ended || !mayGoOn(backend), "what may go on is given up");
            outcome = backend.ended ? Outcome.ENDED : Outcome.LOST;
          }
          case FRUITLESS -> {
            require(barren > ResumableStream.MAX_FRUITLESS, "it is given up too early");
            outcome = Outcome.FRUITLESS;
          }
        }
      }
      case ResumeStep.Send _, ResumeStep.Ask _, ResumeStep.PassEnd _, ResumeStep.None _ ->
          throw new AssertionError("a loss is answered with " + step);
    }
  }

  /** What must hold after each step, byte by byte. */
  private void check() {
    long next = 0;
    for (Backend backend : backends) {
      require(backend.handedBefore == next, "bytes are lost between two backends, or sent twice");
      int replay = (int) Math.min(mayReplay, backend.handedBefore);
      require(backend.replay == replay, "other bytes are replayed than may be");
      for (int i = 0; i < backend.got.size(); i++) {
        long expected = i < replay ? i : backend.handedBefore + i - replay;
        require(backend.got.get(i) == expected, "a backend gets the wrong byte");
      }
      next += Math.max(0, backend.got.size() - replay);
    }
    require(next == handed, "the books differ");
    require(stream.inHand() == received - handed, "the machine counts other bytes in hand");
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }
}

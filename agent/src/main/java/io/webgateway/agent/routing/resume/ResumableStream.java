package io.webgateway.agent.routing.resume;

import io.webgateway.agent.routing.resume.ResumeStep.Ask;
import io.webgateway.agent.routing.resume.ResumeStep.GiveUp;
import io.webgateway.agent.routing.resume.ResumeStep.None;
import io.webgateway.agent.routing.resume.ResumeStep.PassEnd;
import io.webgateway.agent.routing.resume.ResumeStep.Seek;
import io.webgateway.agent.routing.resume.ResumeStep.Send;
import io.webgateway.agent.routing.resume.ResumeStep.Why;

/**
 * One visitor's stream of bytes over one backend after another: counts what was handed to whom, and
 * decides what becomes of it when a backend is lost. A byte is <em>handed</em> when the system has
 * taken it from us; from then on it may have been received, and is never sent to another backend
 * but as one of the first bytes that the workload says may be. What is not handed yet is in our
 * hands, and goes to the next one. So a stream goes on without loss as long as nothing was heard of
 * a backend and all that was handed is replayed; beyond that only where the workload resumes.
 *
 * <p>Decides only: times are handed in, nanoseconds of one clock. Confined to one thread.
 */
public final class ResumableStream {
  /**
   * A backend that ends a connection sooner without a byte did not take it: so does what stands in
   * front of one that is away, such as the proxy of a container.
   */
  public static final long STANDS_NANOS = 250_000_000L;

  /** One that lasted longer was no attempt that failed, though it may never have said a word. */
  public static final long WELL_NANOS = 10_000_000_000L;

  /** So many times in a row it is resumed without hearing a byte. */
  public static final int MAX_FRUITLESS = 3;

  private enum State {
    SEEKING,
    JOINED,
    /** The backend has ended its half, and it is being found out whether it meant to. */
    ASKING,
    /** The backend's end was passed on. */
    ENDING,
    OVER
  }

  private int mayReplay;
  private State state = State.SEEKING;
  private long received;
  private long handed;
  private long handedHere;
  private long heardHere;
  private boolean heardEver;
  private boolean visitorEnded;
  private long joinedNanos;
  private int fruitless;

  /**
   * What the workload allows at the moment of a loss.
   *
   * @param waits whether anything goes on at all
   * @param resumes whether that is so when something would be lost
   */
  public record Allowed(boolean waits, boolean resumes) {}

  /** What is known of a backend that has ended its half. */
  public enum Standing {
    /** It belongs to the workload, and nothing is known against it. */
    STANDS,
    /** The workload has it no longer, or checks say that it is down. */
    GONE
  }

  /**
   * A stream that has no backend yet.
   *
   * @param mayReplay how many of the visitor's first bytes are recorded, and sent again
   */
  public ResumableStream(int mayReplay) {
    this.mayReplay = mayReplay;
  }

  /** Bytes came from the visitor, and are in our hands. */
  public void received(long bytes) {
    received += bytes;
  }

  /** How many of the bytes that come next are to be recorded. */
  public int toRecord() {
    return (int) Math.max(0, mayReplay - received);
  }

  /** There is nothing to be sent again from now on: no room for it, or no need. */
  public void recordsNoMore() {
    mayReplay = 0;
  }

  /** The visitor has said all. */
  public void visitorEnded() {
    visitorEnded = true;
  }

  /** The backend's socket has taken bytes of the visitor, beyond those that are sent again. */
  public void handed(long bytes) {
    handed += bytes;
    handedHere += bytes;
  }

  /** It has taken bytes that were sent again. */
  public void replayed(long bytes) {
    handedHere += bytes;
  }

  /** Bytes came from the backend. */
  public void heard(long bytes) {
    heardHere += bytes;
    heardEver = true;
    fruitless = 0;
  }

  /** Whether a backend has ever said anything: nothing can begin anew then. */
  public boolean wasHeard() {
    return heardEver;
  }

  /** Bytes of the visitor that are in our hands. */
  public long inHand() {
    return received - handed;
  }

  /** Whether bytes go to a backend now, rather than being kept. */
  public boolean isFlowing() {
    return state == State.JOINED || state == State.ENDING;
  }

  /** Whether it has no backend, and none of its own is to come but a new one. */
  public boolean isSeeking() {
    return state == State.SEEKING;
  }

  /** Whether the backend has shown that it is one: it said something, or stayed. */
  public boolean isProved(long nowNanos) {
    return heardHere > 0 || nowNanos - joinedNanos >= STANDS_NANOS;
  }

  /** A backend has taken the connection. */
  public ResumeStep found(long nowNanos) {
    if (state != State.SEEKING) {
      throw new IllegalStateException("nobody was sought: " + this);
    }
    state = State.JOINED;
    handedHere = 0;
    heardHere = 0;
    joinedNanos = nowNanos;
    return new Send((int) Math.min(recorded(), handed));
  }

  private long recorded() {
    return Math.min(mayReplay, received);
  }

  /** The connection to the backend is gone without an end. */
  public ResumeStep lost(Allowed allowed, long nowNanos) {
    return switch (state) {
      case SEEKING, OVER -> None.NONE;
      case JOINED, ASKING -> goOn(allowed, nowNanos);
      case ENDING -> giveUp(Why.LOST);
    };
  }

  /** Whether nothing is lost when it begins anew. */
  private boolean isWhole() {
    return !heardEver && handed <= recorded();
  }

  /** Whether it may go on with another backend, guards against endless loops aside. */
  private boolean mayGoOn(Allowed allowed) {
    if (!allowed.waits()) {
      return false;
    }
    boolean answerIsAllThatIsMissing = visitorEnded && handed == received;
    return isWhole() || tookNothing() || (allowed.resumes() && !answerIsAllThatIsMissing);
  }

  /** Whether this backend has had no part in it. */
  private boolean tookNothing() {
    return handedHere == 0 && heardHere == 0;
  }

  private ResumeStep goOn(Allowed allowed, long nowNanos) {
    if (!mayGoOn(allowed)) {
      return giveUp(Why.LOST);
    }
    boolean proved = isProved(nowNanos);
    boolean harmless = !proved && (tookNothing() || isWhole());
    boolean lasted = heardHere > 0 || nowNanos - joinedNanos >= WELL_NANOS;
    if (lasted) {
      fruitless = 0;
    } else if (!harmless && ++fruitless > MAX_FRUITLESS) {
      return giveUp(Why.FRUITLESS);
    }
    state = State.SEEKING;
    return new Seek(!proved);
  }

  private ResumeStep giveUp(Why why) {
    state = State.OVER;
    return new GiveUp(why);
  }

  /** The backend has ended its half. */
  public ResumeStep ended(Allowed allowed, Standing standing, long nowNanos) {
    if (state != State.JOINED) {
      return None.NONE;
    }
    boolean saidAll = visitorEnded && !isWhole();
    if (!mayGoOn(allowed) || saidAll) {
      return passEnd();
    }
    if (standing == Standing.GONE || (tookNothing() && !isProved(nowNanos))) {
      return goOn(allowed, nowNanos);
    }
    state = State.ASKING;
    return Ask.ASK;
  }

  private ResumeStep passEnd() {
    state = State.ENDING;
    return PassEnd.PASS_END;
  }

  /**
   * What became of {@link Ask}.
   *
   * @param takes whether the backend takes connections: it stands, so its end was meant
   */
  public ResumeStep answered(boolean takes, Allowed allowed, long nowNanos) {
    if (state != State.ASKING) {
      return None.NONE;
    }
    return takes ? passEnd() : goOn(allowed, nowNanos);
  }

  /** It is over for another reason; nothing is to be done any more. */
  public void over() {
    state = State.OVER;
  }

  @Override
  public String toString() {
    return "ResumableStream["
        + state
        + ", handed "
        + handed
        + " of "
        + received
        + ", here "
        + handedHere
        + ", heard "
        + heardHere
        + "]";
  }
}

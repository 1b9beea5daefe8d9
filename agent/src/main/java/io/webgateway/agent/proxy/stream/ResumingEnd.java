package io.webgateway.agent.proxy.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.DecoderException;
import io.webgateway.agent.proxy.transport.BulkBuffers;
import io.webgateway.agent.proxy.transport.Deadline;
import io.webgateway.agent.proxy.transport.DeadlineWheel;
import io.webgateway.agent.routing.resume.ResumableStream;
import io.webgateway.agent.routing.resume.ResumeStep;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.workload.policy.BackendLoss;
import org.jspecify.annotations.Nullable;

/**
 * The backends' end of a relay whose workload waits for lost backends: one connection after
 * another, which to the relay look like one that is slow at times. {@link ResumableStream} decides;
 * this carries out. Where nothing can be resumed any more, bytes pass as they do without it. Event
 * loop of both ends.
 */
final class ResumingEnd implements RelayEnd, BackendSearch.Seeker {
  private static final long STANDS_MILLIS = ResumableStream.STANDS_NANOS / 1_000_000L;

  private final DeadlineWheel wheel;
  private final BackendSearch search;
  private final boolean resumes;
  private final ResumableStream stream;
  private final VisitorBytes bytes;
  private final Deadline proof;
  private @Nullable Listener side;
  private @Nullable Leg leg;
  private @Nullable Runnable ended;
  private int most = Integer.MAX_VALUE;
  private boolean reads = true;

  /** Nothing of it can go to another backend any more. */
  private boolean settled;

  private boolean over;
  private long looks;

  /**
   * Begins with a backend that was found, and of which nothing was read.
   *
   * @param terms what may be resumed of it
   */
  ResumingEnd(
      DeadlineWheel wheel, BackendSearch search, ReplayRoom room, Terms terms, Channel backend) {
    this.wheel = wheel;
    this.search = search;
    this.resumes = terms.resumes();
    this.stream = new ResumableStream(terms.replayBytes());
    this.bytes = new VisitorBytes(stream, room, terms.insideTls());
    this.proof = wheel.deadline(search::proved);
    begin(backend, terms.insideTls());
  }

  /**
   * What may be resumed of one connection, as its workload said when it began.
   *
   * @param resumes whether it goes on when bytes are lost
   * @param replayBytes how many of the visitor's first bytes may be sent again
   * @param insideTls whether backends are spoken to inside TLS
   */
  record Terms(boolean resumes, int replayBytes, boolean insideTls) {}

  private void begin(Channel backend, boolean insideTls) {
    BulkBuffers.widen(backend);
    if (resumes) {
      LostPeers.find(backend);
    }
    Leg next = new Leg(new ChannelEnd(backend), insideTls);
    leg = next;
    if (stream.found(wheel.nowNanos()) instanceof ResumeStep.Send(int replay) && replay > 0) {
      bytes.replay(replay);
    }
    if (search.isHeld()) {
      proof.inMillis(wheel.nowNanos(), STANDS_MILLIS);
    }
  }

  @Override
  public void open(Listener told) {
    side = told;
    Leg first = leg;
    if (first != null) {
      first.end.open(first);
    }
  }

  private Listener side() {
    Listener present = side;
    if (present == null) {
      throw new IllegalStateException("the end was not opened");
    }
    return present;
  }

  // What the relay wants.

  @Override
  public void write(ByteBuf data) {
    Leg present = leg;
    if (settled && present != null) {
      present.end.write(data);
      return;
    }
    bytes.received(data);
    bytes.keep(data);
    writeKept();
  }

  private void writeKept() {
    Leg present = leg;
    if (present != null && stream.isFlowing()) {
      bytes.write(present::write);
    }
  }

  @Override
  public void flush() {
    if (leg != null) {
      leg.end.flush();
    }
  }

  @Override
  public boolean isWritable() {
    return leg != null && stream.isFlowing() && leg.end.isWritable();
  }

  /** While a backend is sought that is no silence: whoever waits has a limit of its own. */
  @Override
  public long level() {
    return leg == null ? --looks : leg.end.level();
  }

  @Override
  public boolean isOpen() {
    return leg == null ? !over : leg.end.isOpen();
  }

  @Override
  public void readAtMost(int bytesAtOnce) {
    most = bytesAtOnce;
    if (leg != null) {
      leg.end.readAtMost(bytesAtOnce);
    }
  }

  @Override
  public void read(boolean wanted) {
    reads = wanted;
    if (leg != null) {
      leg.end.read(wanted);
    }
  }

  @Override
  public void endOutput(Runnable then) {
    stream.visitorEnded();
    ended = then;
    passVisitorsEnd();
  }

  private void passVisitorsEnd() {
    Runnable then = ended;
    Leg present = leg;
    if (then != null && present != null && stream.isFlowing() && !present.visitorEnded) {
      present.visitorEnded = true;
      present.end.endOutput(
          () -> {
            if (leg == present) {
              then.run();
            }
          });
    }
  }

  @Override
  public void close() {
    Leg last = finish();
    if (last != null) {
      last.end.close();
    }
  }

  @Override
  public void reset() {
    Leg last = finish();
    if (last != null) {
      last.end.reset();
    }
  }

  @Override
  public void cut() {
    Leg last = finish();
    if (last != null) {
      last.end.cut();
    }
  }

  private @Nullable Leg finish() {
    if (!over) {
      over = true;
      stream.over();
      bytes.release();
      proof.discard();
      search.over();
    }
    return leg;
  }

  // What backends do.

  private final class Leg implements RelayEnd.Listener {
    private final ChannelEnd end;
    private final boolean insideTls;
    private boolean tlsEnded;
    private boolean visitorEnded;

    Leg(ChannelEnd end, boolean insideTls) {
      this.end = end;
      this.insideTls = insideTls;
    }

    private boolean isPresent() {
      return leg == this;
    }

    @Override
    public String workload() {
      return side().workload();
    }

    @Override
    public void came(ByteBuf in) {
      if (!isPresent()) {
        in.release();
        return;
      }
      if (!settled) {
        heard(in.readableBytes());
      }
      side().came(in);
    }

    @Override
    public void readComplete() {
      if (isPresent()) {
        side().readComplete();
      }
    }

    @Override
    public void writabilityChanged() {
      if (isPresent()) {
        side().writabilityChanged();
      }
    }

    /** Inside TLS an end without a goodbye was none that anybody meant. */
    @Override
    public void inputHasEnded() {
      if (isPresent()) {
        if (insideTls && !tlsEnded && !settled) {
          lost();
        } else {
          backendEnded();
        }
      }
    }

    @Override
    public void bothHaveEnded() {
      if (isPresent()) {
        tlsEnded = true;
        backendEnded();
      }
    }

    private void backendEnded() {
      if (settled) {
        passEnd();
      } else {
        bytes.look();
        carryOut(stream.ended(allowed(), search.standing(), wheel.nowNanos()));
      }
    }

    private void passEnd() {
      if (tlsEnded) {
        side().bothHaveEnded();
      } else {
        side().inputHasEnded();
      }
    }

    @Override
    public void end(CompletionReason reason) {
      side().end(reason);
    }

    @Override
    public void closed() {
      if (isPresent()) {
        lost();
      }
    }

    @Override
    public void broken(Throwable cause) {
      if (isPresent()) {
        if (settled
            || (cause instanceof RuntimeException && !(cause instanceof DecoderException))) {
          side().broken(cause);
        } else {
          lost();
        }
      }
    }

    private void lost() {
      if (settled || over) {
        side().closed();
      } else {
        bytes.look();
        carryOut(stream.lost(allowed(), wheel.nowNanos()));
      }
    }

    VisitorBytes.Sent write(ByteBuf data) {
      return then ->
          end.track(data)
              .addListener(
                  done -> {
                    if (done.isSuccess() && isPresent() && !over) {
                      then.run();
                    }
                  });
    }
  }

  private void heard(int count) {
    boolean first = !stream.wasHeard();
    stream.heard(count);
    if (search.isHeld()) {
      proof.clear();
      search.proved();
    }
    if (first && !resumes) {
      // Only a connection that nobody has answered yet can begin anew.
      settled = true;
      bytes.release();
    }
  }

  private ResumableStream.Allowed allowed() {
    return switch (search.loss()) {
      case BackendLoss.Fail _ -> new ResumableStream.Allowed(false, false);
      case BackendLoss.Wait wait ->
          new ResumableStream.Allowed(!over, resumes && wait.resumes() && !bytes.lacksRecord());
    };
  }

  private void carryOut(ResumeStep step) {
    switch (step) {
      case ResumeStep.None _, ResumeStep.Send _ -> {}
      case ResumeStep.Seek(boolean again) -> seek(again);
      case ResumeStep.Ask _ -> ask();
      case ResumeStep.PassEnd _ -> {
        writeKept();
        flush();
        passVisitorsEnd();
        if (leg != null) {
          leg.passEnd();
        }
        side().writabilityChanged();
      }
      case ResumeStep.GiveUp(ResumeStep.Why why) -> {
        switch (why) {
          case LOST -> side().closed();
          case FRUITLESS -> side().end(CompletionReason.RESUMED_IN_VAIN);
        }
      }
    }
  }

  private void seek(boolean again) {
    Leg gone = leg;
    bytes.takeBack();
    leg = null;
    proof.clear();
    if (gone != null) {
      gone.end.cut();
    }
    side().writabilityChanged();
    search.lost("The backend ended a connection that was to go on.", again, this);
  }

  private void ask() {
    side().writabilityChanged();
    new BackendQuestion(search, wheel)
        .ask(takes -> carryOut(stream.answered(takes, allowed(), wheel.nowNanos())));
  }

  // What the search tells.

  @Override
  public void found(Channel backend) {
    if (over) {
      backend.close();
      return;
    }
    begin(backend, bytes.areInsideTls());
    Leg next = leg;
    if (next != null) {
      next.end.readAtMost(most);
      next.end.read(reads);
      next.end.open(next);
      writeKept();
      flush();
      passVisitorsEnd();
      side().writabilityChanged();
    }
  }

  @Override
  public void gaveUp(CompletionReason reason) {
    side().end(reason);
  }

  @Override
  public long keptBytes() {
    return bytes.size();
  }
}

package io.webgateway.agent.routing.resume;

/** What the shell of a {@link ResumableStream} has to do. */
public sealed interface ResumeStep {
  /** Nothing. */
  enum None implements ResumeStep {
    /** The one. */
    NONE
  }

  /**
   * Find another backend, and read no more of the visitor than is in hand until then.
   *
   * @param again the last one did not prove to be one: whoever waited for it goes on waiting, with
   *     the time that is left
   */
  record Seek(boolean again) implements ResumeStep {}

  /**
   * Send the visitor's first bytes once more, then what is in hand.
   *
   * @param replayBytes how many of the recorded ones; 0 for none
   */
  record Send(int replayBytes) implements ResumeStep {}

  /**
   * Find out whether the backend still takes connections that last for {@link
   * ResumableStream#STANDS_NANOS}, and hand nothing to this one meanwhile.
   */
  enum Ask implements ResumeStep {
    /** The one. */
    ASK
  }

  /** Pass the backend's end on to the visitor: it meant it. */
  enum PassEnd implements ResumeStep {
    /** The one. */
    PASS_END
  }

  /**
   * Break off to the visitor.
   *
   * @param why for people
   */
  record GiveUp(Why why) implements ResumeStep {}

  /** Why it cannot go on. */
  enum Why {
    /** What was under way is lost with the backend, and may not be resumed. */
    LOST,
    /** Backends take the connection again and again and end it without a byte. */
    FRUITLESS
  }
}

package io.webgateway.agent.ledger;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One atomic change: all conditions hold and all writes happen, or nothing does.
 *
 * @param conditions what must hold at the moment of the commit; at most {@link #MAX_PARTS}
 * @param writes what is written; a key occurs at most once; at most {@link #MAX_PARTS}
 */
public record Commit(List<Condition> conditions, List<Write> writes) {

  /** Most conditions, and most writes, of one commit: what etcd takes by default. */
  public static final int MAX_PARTS = 128;

  /** Longest key, in bytes of UTF-8. */
  public static final int MAX_KEY_BYTES = 1024;

  /**
   * Longest value, in bytes of UTF-8; a record with its receipt and sealed part fits three times.
   */
  public static final int MAX_VALUE_BYTES = 256 * 1024;

  /**
   * Copies both lists.
   *
   * @throws IllegalArgumentException when a bound is exceeded or a key is written twice
   */
  public Commit {
    conditions = List.copyOf(conditions);
    writes = List.copyOf(writes);
    if (conditions.size() > MAX_PARTS || writes.size() > MAX_PARTS) {
      throw new IllegalArgumentException(
          "a commit has at most " + MAX_PARTS + " conditions and as many writes");
    }
    Set<String> keys = new HashSet<>();
    for (Write write : writes) {
      if (!keys.add(write.key())) {
        throw new IllegalArgumentException("the key " + write.key() + " is written twice");
      }
    }
  }

  /**
   * A key is unchanged since it was read.
   *
   * @param key the key
   * @param revision the revision it must still have; 0 means that the key must be absent
   */
  public record Condition(String key, long revision) {
    /** Checks the bounds. */
    public Condition {
      requireKey(key);
      if (revision < 0) {
        throw new IllegalArgumentException("a revision is not negative");
      }
    }
  }

  /** One write of a commit. */
  public sealed interface Write {
    /** The key that is written. */
    String key();

    /** Sets a key to a value, whether or not it exists. */
    record Put(String key, String value) implements Write {
      /** Checks the bounds. */
      public Put {
        requireKey(key);
        requireText("value of " + key, value, MAX_VALUE_BYTES);
      }
    }

    /** Removes a key; a watcher sees the removal. Removing what is absent changes nothing. */
    record Delete(String key) implements Write {
      /** Checks the bounds. */
      public Delete {
        requireKey(key);
      }
    }
  }

  private static void requireKey(String key) {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("a key is not empty");
    }
    requireText("key", key, MAX_KEY_BYTES);
  }

  private static void requireText(String what, String text, int maxBytes) {
    if (text.length() > maxBytes || text.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
      throw new IllegalArgumentException(what + " has more than " + maxBytes + " bytes");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(what + " is not text that UTF-8 can write");
    }
  }
}

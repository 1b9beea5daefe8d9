package io.webgateway.agent.ledger.h2;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code strace -f} wrote, and the question put to it: was each answer sent only after the
 * bytes of its commit were written to a file and that file was synced?
 */
final class SystemCallTrace {
  private static final Pattern WHOLE =
      Pattern.compile("(\\d+) +(\\w+)\\((\\d+)(.*)\\) += (-?\\d+).*");
  private static final Pattern UNFINISHED =
      Pattern.compile("(\\d+) +(\\w+)\\((\\d+)(.*) <unfinished \\.\\.\\.>");
  private static final Pattern RESUMED =
      Pattern.compile("(\\d+) +<\\.\\.\\. (\\w+) resumed>.*\\) += (-?\\d+).*");

  private final List<Call> calls = new ArrayList<>();

  /** A call with the lines, counted from 0, in which it began and ended. */
  private record Call(String name, int file, String data, int began, int ended, boolean good) {}

  SystemCallTrace(List<String> lines) {
    Map<String, Call> open = new HashMap<>();
    for (int line = 0; line < lines.size(); line++) {
      Matcher whole = WHOLE.matcher(lines.get(line));
      Matcher unfinished = UNFINISHED.matcher(lines.get(line));
      Matcher resumed = RESUMED.matcher(lines.get(line));
      if (unfinished.matches()) {
        open.put(unfinished.group(1), call(unfinished, line, Integer.MAX_VALUE, false));
      } else if (resumed.matches()) {
        Call call = open.remove(resumed.group(1));
        if (call != null) {
          boolean good = Long.parseLong(resumed.group(3)) >= 0;
          calls.add(new Call(call.name, call.file, call.data, call.began, line, good));
        }
      } else if (whole.matches()) {
        calls.add(call(whole, line, line, Long.parseLong(whole.group(5)) >= 0));
      }
    }
  }

  private static Call call(Matcher matcher, int began, int ended, boolean good) {
    return new Call(
        matcher.group(2), Integer.parseInt(matcher.group(3)), matcher.group(4), began, ended, good);
  }

  /**
   * Why the trace does not show that a key was safe before it was acknowledged; empty when it does.
   */
  Optional<String> fault(String key) {
    Optional<Call> answer = first("write|sendto|sendmsg|writev", "ok " + key + "\\n", 0);
    if (answer.isEmpty()) {
      return Optional.of(key + ": no answer in the trace");
    }
    for (Call write : calls) {
      if (write.name.matches("pwrite64|write|pwritev") && isRecord(write, key)) {
        if (write.ended < answer.get().began && syncedBetween(write, answer.get())) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(key + ": no sync of its file between its write and its answer");
  }

  private static boolean isRecord(Call write, String key) {
    return write.good && write.data.contains(key) && !write.data.contains("ok " + key);
  }

  private boolean syncedBetween(Call write, Call answer) {
    return calls.stream()
        .anyMatch(
            call ->
                call.name.matches("fsync|fdatasync")
                    && call.good
                    && call.file == write.file
                    && call.began > write.ended
                    && call.ended < answer.began);
  }

  private Optional<Call> first(String names, String data, int from) {
    return calls.stream()
        .filter(c -> c.began >= from && c.name.matches(names) && c.data.contains(data))
        .findFirst();
  }
}

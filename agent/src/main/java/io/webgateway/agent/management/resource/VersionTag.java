package io.webgateway.agent.management.resource;

import io.webgateway.agent.management.call.Call;
import io.webgateway.agent.management.call.Faults;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Entity tags that are version numbers. */
final class VersionTag {
  private static final Pattern FORM = Pattern.compile("\"([1-9][0-9]{0,17})\"");

  private VersionTag() {}

  /** The version that a call changes, from its If-Match; refuses the call without one. */
  static long expected(Call call) {
    String tag = call.head().header("if-match").orElseThrow(Faults::preconditionRequired).strip();
    Matcher matcher = FORM.matcher(tag);
    if (!matcher.matches()) {
      throw Faults.preconditionFailed();
    }
    return Long.parseLong(matcher.group(1));
  }
}

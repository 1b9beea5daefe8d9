package io.webgateway.agent.proxy.visitor;

import io.webgateway.agent.proxy.exchange.GatewayAnswer;

/**
 * What visitors of a workload that its owner has closed for a while get to read. The owner's words
 * are anybody's words: nothing of them is ever taken for markup or for JSON. The page needs nothing
 * besides itself, and runs nothing. Pure.
 */
final class PausePage {
  /** Of the page: nothing is loaded, nothing runs, nobody frames it. */
  static final String SECURITY_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private static final String NO_MESSAGE = "The people who run it have closed it for a while.";
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="robots" content="noindex">
      <title>Closed for a while</title>
      <style>
      :root { color-scheme: light dark; }
      body { margin: 0; min-height: 100vh; display: grid; place-items: center;
        font: 1.0625rem/1.6 system-ui, sans-serif; color: #1f2933; background: #f4f6f8; }
      main { max-width: 34rem; margin: 1.5rem; padding: 2rem 2.25rem; border-radius: .75rem;
        background: #fff; border: 1px solid #d9dfe5; }
      h1 { margin: 0 0 .75rem; font-size: 1.5rem; line-height: 1.25; }
      p { margin: 0 0 .75rem; overflow-wrap: anywhere; white-space: pre-line; }
      p:last-child { margin: 0; color: #52606d; }
      @media (prefers-color-scheme: dark) {
        body { color: #e4e7eb; background: #14181d; }
        main { background: #1d232a; border-color: #353f4a; }
        p:last-child { color: #9aa5b1; }
      }
      </style>
      </head>
      <body>
      <main>
      <h1>Closed for a while</h1>
      <p>{message}</p>
      <p>{again}</p>
      </main>
      </body>
      </html>
      """;

  private PausePage() {}

  static String html(GatewayAnswer answer) {
    return PAGE.replace("{again}", again(answer.retryAfterSeconds()))
        .replace("{message}", escapedForHtml(message(answer)));
  }

  static String text(GatewayAnswer answer) {
    return "Closed for a while.\n%s\n%s\n"
        .formatted(message(answer), again(answer.retryAfterSeconds()));
  }

  static String problem(GatewayAnswer answer, String exchangeId) {
    return "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\",\"exchange\":\"%s\"}\n"
        .formatted(answer.title(), answer.status(), escapedForJson(message(answer)), exchangeId);
  }

  private static String message(GatewayAnswer answer) {
    return answer.detail().isBlank() ? NO_MESSAGE : answer.detail();
  }

  private static String again(long seconds) {
    if (seconds == 0) {
      return "Please come back later.";
    }
    return "Please come back in " + length(seconds) + ".";
  }

  /** As people say it, rounded up. */
  private static String length(long seconds) {
    if (seconds < 2 * MINUTE) {
      return count(seconds, 1, "second");
    } else if (seconds < 2 * HOUR) {
      return count(seconds, MINUTE, "minute");
    } else if (seconds < 2 * DAY) {
      return count(seconds, HOUR, "hour");
    }
    return count(seconds, DAY, "day");
  }

  private static String count(long seconds, long unit, String what) {
    long number = (seconds + unit - 1) / unit;
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static String escapedForHtml(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isText(c) ? c : ' ');
              }
            });
    return out.toString();
  }

  private static String escapedForJson(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                default -> out.appendCodePoint(isText(c) ? c : ' ');
              }
            });
    return out.toString();
  }

  /** Half of a surrogate pair is no character, and a control character is none for people. */
  private static boolean isText(int c) {
    return c == '\n'
        || (!Character.isISOControl(c)
            && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE));
  }
}

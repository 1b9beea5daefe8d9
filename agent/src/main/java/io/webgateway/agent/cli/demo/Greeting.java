package io.webgateway.agent.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the sample service says: who answers, and what reached it.
 *
 * @param instance the service's name
 * @param request method and target
 * @param peer who opened the connection: behind a gateway, the gateway
 * @param headers as received, by name
 */
record Greeting(String instance, String request, String peer, Map<String, List<String>> headers) {

  static Greeting of(String instance, HttpExchange exchange) {
    return new Greeting(
        instance,
        exchange.getRequestMethod() + " " + exchange.getRequestURI(),
        exchange.getRemoteAddress().getAddress().getHostAddress(),
        new TreeMap<>(exchange.getRequestHeaders()));
  }

  boolean isForBrowser() {
    return headers.getOrDefault("Accept", List.of()).stream()
        .anyMatch(accepted -> accepted.contains("text/html"));
  }

  String json() {
    var fields =
        headers.entrySet().stream()
            .map(header -> quoted(header.getKey()) + ": " + array(header.getValue()))
            .collect(Collectors.joining(",\n    "));
    return """
    {
      "instance": %s,
      "request": %s,
      "peer": %s,
      "headers": {
        %s
      }
    }
    """
        .formatted(quoted(instance), quoted(request), quoted(peer), fields);
  }

  String html() {
    var rows = headers.entrySet().stream().map(Greeting::row).collect(Collectors.joining("\n"));
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%1$s</title>
    <style>
      :root { color-scheme: light dark; --line: #8884; }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 4rem auto; padding: 0 1rem; }
      h1 { font-size: 2rem; margin: 0; }
      table { border-collapse: collapse; width: 100%%; margin-top: 1rem; }
      th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0;
               border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
      th { white-space: nowrap; font-weight: 600; }
      code { font-size: .95em; }
    </style>
    </head>
    <body>
    <h1>Hello from %1$s</h1>
    <p>You asked for <code>%2$s</code>, and <code>%3$s</code> brought it here with these headers:</p>
    <table>
    %4$s
    </table>
    <p>Try also <code>/slow?millis=2000</code>, <code>/bytes?n=1000000</code> and a POST to <code>/echo</code>.</p>
    </body>
    </html>
    """
        .formatted(escaped(instance), escaped(request), escaped(peer), rows);
  }

  private static String row(Map.Entry<String, List<String>> header) {
    var values = header.getValue().stream().map(Greeting::escaped);
    return "<tr><th scope=\"row\">%s</th><td>%s</td></tr>"
        .formatted(escaped(header.getKey()), values.collect(Collectors.joining("<br>")));
  }

  private static String array(List<String> values) {
    return values.stream().map(Greeting::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  /** A JSON text (RFC 8259, section 7). */
  private static String quoted(String text) {
    var out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}

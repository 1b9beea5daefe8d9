package io.webgateway.console.web.shell;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Looks at every request first. A page of another site cannot make a browser that reaches this
 * machine speak to the console: the Host must be one of the console's own names (DNS rebinding),
 * and where a browser tells an Origin, it must be the same host. Answers carry what browsers need
 * to hold the page to itself.
 */
public final class Door implements Filter {
  // Vaadin 25.2 starts its client with inline scripts and eval; everything else is held to this
  // origin. Frames, forms and base addresses elsewhere are refused.
  private static final String CONTENT_POLICY =
      "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval';"
          + " style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:;"
          + " connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self';"
          + " frame-ancestors 'none'";

  private final Set<String> names = new HashSet<>();

  /**
   * A door.
   *
   * @param address where the console listens
   * @param hosts other names under which it may be reached
   */
  public Door(String address, List<String> hosts) {
    names.addAll(List.of("localhost", "127.0.0.1", "[::1]"));
    names.add(address.indexOf(':') >= 0 ? "[" + address + "]" : address);
    hosts.forEach(host -> names.add(host.toLowerCase(Locale.ROOT)));
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest asked = (HttpServletRequest) request;
    HttpServletResponse answer = (HttpServletResponse) response;
    protect(answer);
    if (!isOwnHost(asked.getHeader("host"))) {
      answer.setStatus(HttpServletResponse.SC_MISDIRECTED_REQUEST);
      answer.setContentType("text/plain;charset=utf-8");
      answer
          .getWriter()
          .println("This console is not reached by that name. If it should be: --host NAME");
    } else if (!isOwnOrigin(asked)) {
      answer.sendError(HttpServletResponse.SC_FORBIDDEN);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static void protect(HttpServletResponse answer) {
    answer.setHeader("content-security-policy", CONTENT_POLICY);
    answer.setHeader("x-content-type-options", "nosniff");
    answer.setHeader("x-frame-options", "DENY");
    answer.setHeader("referrer-policy", "no-referrer");
    answer.setHeader("cross-origin-opener-policy", "same-origin");
    answer.setHeader("cross-origin-resource-policy", "same-origin");
    answer.setHeader("permissions-policy", "camera=(), microphone=(), geolocation=()");
  }

  private boolean isOwnHost(@org.jspecify.annotations.Nullable String host) {
    return host != null && names.contains(withoutPort(host).toLowerCase(Locale.ROOT));
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }

  private static boolean isOwnOrigin(HttpServletRequest request) {
    String origin = request.getHeader("origin");
    if (origin == null) {
      // Browsers tell where a request comes from; whoever tells nothing is no page of another site.
      String site = request.getHeader("sec-fetch-site");
      return site == null || !site.equals("cross-site") || isPlainVisit(request);
    }
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority != null && authority.equalsIgnoreCase(request.getHeader("host"));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Somebody followed a link from elsewhere: opens the page, and changes nothing. */
  private static boolean isPlainVisit(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        && "navigate".equals(request.getHeader("sec-fetch-mode"));
  }
}

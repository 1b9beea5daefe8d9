package io.webgateway.console.web;

import io.webgateway.console.web.component.Parts;
import io.webgateway.console.web.component.Ticker;
import io.webgateway.console.web.identities.Accounts;
import io.webgateway.console.web.identities.AgentLink;
import io.webgateway.console.web.identities.LoginAttempts;
import io.webgateway.console.web.shell.Door;
import io.webgateway.console.web.shell.Gate;
import io.webgateway.model.identity.IdentityId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** Puts the console together. */
@SpringBootApplication(proxyBeanMethods = false)
public class ConsoleApplication {
  private static final Duration TICK = Duration.ofSeconds(2);
  // Four drawings a second are enough for eyes, and little for a network.
  private static final Duration FRAME = Duration.ofMillis(250);

  /** For Spring. */
  public ConsoleApplication() {}

  @Bean(destroyMethod = "close")
  Ticker ticker() {
    return new Ticker(TICK);
  }

  @Bean(destroyMethod = "close")
  Ticker frames() {
    return new Ticker(FRAME);
  }

  @Bean(destroyMethod = "close")
  ExecutorService background() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("background-", 0).factory());
  }

  @Bean
  Parts parts(ConsoleOptions options, ExecutorService background, Ticker ticker, Ticker frames) {
    InstantSource clock = InstantSource.system();
    Path data = options.data().toAbsolutePath();
    return new Parts(
        new Accounts(data),
        new AgentLink(options.agent(), new IdentityId(options.node()), data, clock),
        new LoginAttempts(clock),
        clock,
        background,
        ticker,
        frames,
        options.visitorPort());
  }

  @Bean
  Gate gate(Parts parts) {
    return new Gate(parts);
  }

  @Bean
  FilterRegistrationBean<Door> door(ConsoleOptions options) {
    FilterRegistrationBean<Door> registration =
        new FilterRegistrationBean<>(new Door(options.address(), options.hosts()));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    registration.setAsyncSupported(true);
    return registration;
  }
}

package io.webgateway.console.web.component;

import io.webgateway.console.web.identities.Accounts;
import io.webgateway.console.web.identities.AgentLink;
import io.webgateway.console.web.identities.LoginAttempts;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * What all sessions of one console share.
 *
 * @param accounts who may log in
 * @param link the way to the agent
 * @param attempts makes guessing slow
 * @param clock the console's clock
 * @param executor runs what blocks; never a browser's request
 * @param ticker tells screens that time has passed
 * @param frames the same, as often as a streaming screen is drawn
 * @param visitorPort where visitors reach the pools by https; for links only
 */
public record Parts(
    Accounts accounts,
    AgentLink link,
    LoginAttempts attempts,
    InstantSource clock,
    Executor executor,
    Ticker ticker,
    Ticker frames,
    int visitorPort) {}

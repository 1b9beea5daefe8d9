package io.webgateway.console.web.identities;

import java.time.Instant;
import java.util.Optional;

/**
 * What the console knows of somebody without their passphrase. Holds no secret.
 *
 * @param login what they type to log in
 * @param displayName what they are called on screens
 * @param createdAt when the account was made here
 */
public record Account(String login, String displayName, Optional<Instant> createdAt) {}

/**
 * Who calls: {@link io.webgateway.agent.management.token.TokenCheck} decides a token, {@link
 * io.webgateway.agent.management.token.TakenTokens} remembers those that were taken. Tokens never
 * reach a log or an answer.
 */
@NullMarked
package io.webgateway.agent.management.token;

import org.jspecify.annotations.NullMarked;

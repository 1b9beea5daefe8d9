/**
 * Active checks: the gateway asks every backend by itself, again and again, and tells the cluster's
 * state what came of it. Start at {@code HealthChecks}, which follows the table: {@code CheckPlan}
 * says what is to be checked and {@code CheckSchedule} when (both pure), {@code Checker} keeps one
 * endpoint's timer, {@code Check} is one question from connecting to verdict. Checks use the way to
 * backends that traffic has, and its policy, but never its pools, and leave no traffic events.
 */
@NullMarked
package io.webgateway.agent.proxy.health;

import org.jspecify.annotations.NullMarked;

/**
 * What all streams of server-sent events have in common: {@link
 * io.webgateway.agent.management.stream.StreamPermit}, which ends with the token and the right that
 * a stream was opened with, {@link io.webgateway.agent.management.stream.StreamPlaces}, which
 * bounds them, and the text form.
 */
@NullMarked
package io.webgateway.agent.management.stream;

import org.jspecify.annotations.NullMarked;

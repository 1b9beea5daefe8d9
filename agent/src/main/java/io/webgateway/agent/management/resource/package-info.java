/**
 * The areas of the management API, one small class each; every class lists its routes first. Start
 * at {@link io.webgateway.agent.management.resource.ReservationResource}. What a caller may see is
 * decided here, on the server, by {@link io.webgateway.agent.management.resource.Roles}.
 */
@NullMarked
package io.webgateway.agent.management.resource;

import org.jspecify.annotations.NullMarked;

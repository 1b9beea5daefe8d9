/**
 * What keeps a console's picture of an agent fresh: {@link io.webgateway.client.live.StatusWatch}
 * follows changes of conditions, {@link io.webgateway.client.live.Freshness} says how old the
 * picture is.
 */
@NullMarked
package io.webgateway.client.live;

import org.jspecify.annotations.NullMarked;

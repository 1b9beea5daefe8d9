/**
 * Names: reserve, renew, release, take back. Start with {@link
 * io.webgateway.console.desktop.reservations.ReservationsArea}.
 */
@NullMarked
package io.webgateway.console.desktop.reservations;

import org.jspecify.annotations.NullMarked;

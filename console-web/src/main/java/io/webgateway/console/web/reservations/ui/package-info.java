/** Names: the list, and the dialogs that reserve, renew and release. */
@NullMarked
package io.webgateway.console.web.reservations.ui;

import org.jspecify.annotations.NullMarked;

/**
 * The first screen: is anything wrong, what runs where, what expires. Start with {@link
 * io.webgateway.console.desktop.overview.OverviewArea}.
 */
@NullMarked
package io.webgateway.console.desktop.overview;

import org.jspecify.annotations.NullMarked;

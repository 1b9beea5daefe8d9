/**
 * Light and dark: AtlantaFX's Primer, and one small stylesheet of ours that makes it dense and
 * gives states their colours. Start with {@link io.webgateway.console.desktop.theme.Theme}.
 */
@NullMarked
package io.webgateway.console.desktop.theme;

import org.jspecify.annotations.NullMarked;

/**
 * The toolkit of this console: the one door to JavaFX's thread ({@link
 * io.webgateway.console.desktop.fx.FxThread}) and the parts that every screen is made of. Knows no
 * area and no agent.
 */
@NullMarked
package io.webgateway.console.desktop.fx;

import org.jspecify.annotations.NullMarked;

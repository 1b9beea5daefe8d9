/** Tests of the desktop console as a whole, on JavaFX's headless platform. */
@NullMarked
package io.webgateway.console.desktop;

import org.jspecify.annotations.NullMarked;

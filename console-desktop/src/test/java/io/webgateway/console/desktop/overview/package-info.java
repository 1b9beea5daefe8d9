/** Tests of the overview. */
@NullMarked
package io.webgateway.console.desktop.overview;

import org.jspecify.annotations.NullMarked;

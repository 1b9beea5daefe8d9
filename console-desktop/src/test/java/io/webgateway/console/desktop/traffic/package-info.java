/** Tests of live traffic. */
@NullMarked
package io.webgateway.console.desktop.traffic;

import org.jspecify.annotations.NullMarked;

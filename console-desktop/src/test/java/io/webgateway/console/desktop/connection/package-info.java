/** Tests of the way to one agent. */
@NullMarked
package io.webgateway.console.desktop.connection;

import org.jspecify.annotations.NullMarked;

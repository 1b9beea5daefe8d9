/**
 * The way to one agent: reads everything again and again on virtual threads, follows changes,
 * reconnects by itself, and hands immutable pictures to whoever shows them. Start with {@link
 * io.webgateway.console.desktop.connection.Connection}; {@link
 * io.webgateway.console.desktop.connection.ConsoleAgent} is what it needs of an agent. Knows no
 * toolkit.
 */
@NullMarked
package io.webgateway.console.desktop.connection;

import org.jspecify.annotations.NullMarked;

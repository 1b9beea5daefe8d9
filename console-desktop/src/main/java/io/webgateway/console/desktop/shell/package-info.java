/**
 * The window: rail, areas, banner, status bar, keys. {@link
 * io.webgateway.console.desktop.shell.ConsoleWindow} puts it together.
 */
@NullMarked
package io.webgateway.console.desktop.shell;

import org.jspecify.annotations.NullMarked;

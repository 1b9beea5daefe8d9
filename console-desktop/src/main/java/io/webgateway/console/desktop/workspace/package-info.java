/**
 * What every area of the console is and gets: {@link io.webgateway.console.desktop.workspace.Area}
 * and {@link io.webgateway.console.desktop.workspace.Workspace}. Knows no area.
 */
@NullMarked
package io.webgateway.console.desktop.workspace;

import org.jspecify.annotations.NullMarked;

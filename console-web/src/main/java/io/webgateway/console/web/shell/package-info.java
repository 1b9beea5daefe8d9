/**
 * The frame around every screen ({@link io.webgateway.console.web.shell.Frame}), the gate that lets
 * only signed-in people through ({@link io.webgateway.console.web.shell.Gate}), and the door that
 * looks at every request before Vaadin sees it ({@link io.webgateway.console.web.shell.Door}).
 */
@NullMarked
package io.webgateway.console.web.shell;

import org.jspecify.annotations.NullMarked;

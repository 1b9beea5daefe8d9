/**
 * What stands behind the screens, with an agent that a test makes up: {@link
 * io.webgateway.console.web.session.FakeAgent} and {@link
 * io.webgateway.console.web.session.FakeConsole}.
 */
@NullMarked
package io.webgateway.console.web.session;

import org.jspecify.annotations.NullMarked;

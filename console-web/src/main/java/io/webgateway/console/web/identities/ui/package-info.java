/**
 * The screens about who somebody is: the log in, the first run, and one's own identity and keys.
 * Start with {@link io.webgateway.console.web.identities.ui.WelcomeScreen}.
 */
@NullMarked
package io.webgateway.console.web.identities.ui;

import org.jspecify.annotations.NullMarked;

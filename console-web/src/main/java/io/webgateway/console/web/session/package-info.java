/**
 * What stands behind the screens of one person: the unlocked keys ({@link
 * io.webgateway.console.web.session.SignedIn}) and what the agent lists for them, kept up to date
 * ({@link io.webgateway.console.web.session.LivePicture}). Imports nothing of Vaadin.
 */
@NullMarked
package io.webgateway.console.web.session;

import org.jspecify.annotations.NullMarked;

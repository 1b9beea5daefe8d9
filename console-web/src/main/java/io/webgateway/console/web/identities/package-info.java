/**
 * Who works with this console: accounts on disk, device keys under passphrases, and who is signed
 * in. Start with {@link io.webgateway.console.web.identities.Accounts}. Imports nothing of Vaadin.
 */
@NullMarked
package io.webgateway.console.web.identities;

import org.jspecify.annotations.NullMarked;

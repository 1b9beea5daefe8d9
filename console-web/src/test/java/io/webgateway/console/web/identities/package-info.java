/** Accounts, passphrases and keys, without a browser and without an agent. */
@NullMarked
package io.webgateway.console.web.identities;

import org.jspecify.annotations.NullMarked;

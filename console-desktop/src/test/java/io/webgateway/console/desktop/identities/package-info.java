/** Tests of profiles, identities and passphrases. */
@NullMarked
package io.webgateway.console.desktop.identities;

import org.jspecify.annotations.NullMarked;

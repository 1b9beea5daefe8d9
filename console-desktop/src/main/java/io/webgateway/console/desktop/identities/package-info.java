/**
 * Profiles (agents that are known) and identities (keys on this machine): choose, make, test,
 * unlock. Start with {@link io.webgateway.console.desktop.identities.IdentitiesArea}. The files are
 * {@link io.webgateway.client.Home}'s, and shared with the command line.
 */
@NullMarked
package io.webgateway.console.desktop.identities;

import org.jspecify.annotations.NullMarked;

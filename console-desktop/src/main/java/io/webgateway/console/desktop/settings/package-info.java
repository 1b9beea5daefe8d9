/**
 * What the console remembers for itself, in {@code desktop.json} of the person's folder: window,
 * appearance, which identity goes with which profile. Profiles and identities are {@link
 * io.webgateway.client.Home}'s, and shared with the command line. No secrets.
 */
@NullMarked
package io.webgateway.console.desktop.settings;

import org.jspecify.annotations.NullMarked;

package io.webgateway.console.desktop.identities;

import io.webgateway.client.Profile;
import io.webgateway.console.desktop.settings.Settings.ProfileUse;

/**
 * An agent that is known here.
 *
 * @param name what it is called here
 * @param profile how to reach it
 * @param use how the console uses it
 */
record ProfileEntry(String name, Profile profile, ProfileUse use) {}

/**
 * Small pieces that several screens are made of, and the one door from a screen to its session and
 * to work in the background. Start with {@link io.webgateway.console.web.component.Current}, {@link
 * io.webgateway.console.web.component.Background} and {@link
 * io.webgateway.console.web.component.LiveScreen}. Imports no area and no shell.
 */
@NullMarked
package io.webgateway.console.web.component;

import org.jspecify.annotations.NullMarked;

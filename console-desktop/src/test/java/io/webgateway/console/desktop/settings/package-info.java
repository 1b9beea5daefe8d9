/** Tests of what the console remembers. */
@NullMarked
package io.webgateway.console.desktop.settings;

import org.jspecify.annotations.NullMarked;

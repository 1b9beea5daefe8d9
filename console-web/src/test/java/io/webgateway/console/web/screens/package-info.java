/** Each screen without a browser, on lists that a test makes up. */
@NullMarked
package io.webgateway.console.web.screens;

import org.jspecify.annotations.NullMarked;

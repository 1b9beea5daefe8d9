/**
 * The first screen: is anything wrong, what runs where, what ends soon, what the traffic is doing.
 */
@NullMarked
package io.webgateway.console.web.overview.ui;

import org.jspecify.annotations.NullMarked;

/** Live traffic: the streaming table with its filter and detail pane. */
@NullMarked
package io.webgateway.console.web.traffic.ui;

import org.jspecify.annotations.NullMarked;

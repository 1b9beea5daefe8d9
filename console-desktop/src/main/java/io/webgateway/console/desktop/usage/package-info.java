/** What workloads have used: start at {@code UsageArea}. */
@NullMarked
package io.webgateway.console.desktop.usage;

import org.jspecify.annotations.NullMarked;

/** What workloads have used: start at {@code UsageScreen}. */
@NullMarked
package io.webgateway.console.web.usage.ui;

import org.jspecify.annotations.NullMarked;

/**
 * Workloads while people fill them in: what is typed, which fields there are for each kind, how
 * they are called, and where a fault belongs. Both consoles show the same. Start at {@link
 * io.webgateway.client.screen.form.WorkloadForm}.
 */
@NullMarked
package io.webgateway.client.screen.form;

import org.jspecify.annotations.NullMarked;

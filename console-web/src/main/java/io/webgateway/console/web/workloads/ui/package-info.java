/**
 * Workloads: the list, one workload with its conditions as they change, and the form that publishes
 * and edits.
 */
@NullMarked
package io.webgateway.console.web.workloads.ui;

import org.jspecify.annotations.NullMarked;

/**
 * What is published: list with conditions, form with faults at their fields, deletion. Start with
 * {@link io.webgateway.console.desktop.workloads.WorkloadsArea}.
 */
@NullMarked
package io.webgateway.console.desktop.workloads;

import org.jspecify.annotations.NullMarked;

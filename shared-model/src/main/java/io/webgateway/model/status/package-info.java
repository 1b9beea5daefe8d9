/** What is observed of a workload: conditions in the manner of the Kubernetes Gateway API. */
@NullMarked
package io.webgateway.model.status;

import org.jspecify.annotations.NullMarked;

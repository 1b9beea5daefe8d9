/**
 * What tenants publish. {@link io.webgateway.model.workload.Workload} is the whole definition in
 * the tenant's words; on the ledger it is split into a {@link
 * io.webgateway.model.workload.PublicPart} and a {@link io.webgateway.model.workload.SealedPart}.
 */
@NullMarked
package io.webgateway.model.workload;

import org.jspecify.annotations.NullMarked;

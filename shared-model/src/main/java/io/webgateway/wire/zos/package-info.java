/**
 * Reads the web gateway definitions of ThreeFold's Zero-OS, so that its users can move over. Start
 * at {@link io.webgateway.wire.zos.ZosImport}. Pure: a JSON tree in, workloads and notes out.
 */
@NullMarked
package io.webgateway.wire.zos;

import org.jspecify.annotations.NullMarked;

/** Tests of reading Zero-OS definitions; whole files are tested where the command line is. */
@NullMarked
package io.webgateway.wire.zos;

import org.jspecify.annotations.NullMarked;

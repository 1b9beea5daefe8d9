/** Tests of certificates and keys in PEM. */
@NullMarked
package io.webgateway.wire.pem;

import org.jspecify.annotations.NullMarked;

/** Tests of what keeps a picture fresh. */
@NullMarked
package io.webgateway.client.live;

import org.jspecify.annotations.NullMarked;

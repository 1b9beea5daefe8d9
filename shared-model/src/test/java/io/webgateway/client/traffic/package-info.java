/** Tests of live traffic as a client sees it. */
@NullMarked
package io.webgateway.client.traffic;

import org.jspecify.annotations.NullMarked;

/** Tests of rows, texts and forms. */
@NullMarked
package io.webgateway.client.screen;

import org.jspecify.annotations.NullMarked;

/** Tests of forms. */
@NullMarked
package io.webgateway.client.screen.form;

import org.jspecify.annotations.NullMarked;

/** Certificates: the list with the share of life that is left, and the upload. */
@NullMarked
package io.webgateway.console.web.certificates.ui;

import org.jspecify.annotations.NullMarked;

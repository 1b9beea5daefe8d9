package io.webgateway.canary;

/** Formatted by hand. */
public final class BadFormat {
    private BadFormat( ) { }
}

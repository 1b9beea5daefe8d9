package io.webgateway.agent.proxy.succession;

/**
 * A listening socket of this process.
 *
 * @param name which one
 * @param descriptor the process's number for it
 */
public record ListeningSocket(SocketName name, int descriptor) {}

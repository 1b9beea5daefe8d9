package io.webgateway.agent;

import io.webgateway.agent.proxy.ProxyEngine;
import io.webgateway.agent.tap.TrafficRing;

/**
 * What serves visitors; it goes on while everything else is closed and opened again.
 *
 * @param engine the proxy
 * @param traffic what it tells of traffic
 */
record DataPlane(ProxyEngine engine, TrafficRing traffic) {}

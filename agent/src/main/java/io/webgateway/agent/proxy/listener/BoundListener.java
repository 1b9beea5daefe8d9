package io.webgateway.agent.proxy.listener;

import io.webgateway.agent.proxy.succession.ListeningSocket;
import io.webgateway.agent.proxy.transport.Guest;
import io.webgateway.agent.routing.Listener;
import java.net.InetSocketAddress;
import java.util.List;

/** A bound socket, and what came through it. Confined to the thread that applies tables. */
interface BoundListener {
  /** With the real port. */
  InetSocketAddress address();

  /** As the last table calls it. */
  String name();

  /** Who is there, to be told of a drain. Any thread. */
  List<Guest> guests();

  /** Whether who comes from now on should leave after one exchange. Any thread. */
  void draining(boolean now);

  /** What comes from now on is served as this listener says; the socket stays. */
  void follow(Listener listener);

  /** Its sockets; empty with the JDK's, which cannot be passed on. */
  List<ListeningSocket> sockets();

  /** Begins to take what comes, if it was bound quietly. */
  void beginServing();

  /** Leaves what comes from now on in the sockets; what is under way goes on here. */
  void stepAside();

  /** Another process has the sockets: those that nothing under way needs are closed. */
  void letGo();

  /** Takes nothing new; what is under way learns that it should end. */
  void retire();

  /** How many connections or flows are under way. */
  int underWay();

  /** Whether nothing is under way. */
  boolean isDrained();

  /** Ends what is under way. */
  void cut();
}

package io.webgateway.agent.proxy.transport;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import java.util.ArrayList;
import java.util.List;

/**
 * Epoll that is told what is waited for once per turn of the event loop, however often that changed
 * in between, and that keeps a socket for which nothing is waited at the moment. Netty 4.2.18 takes
 * such a socket out and then changes it as if it were still there, which fails: a visitor that has
 * ended its half could be sent no more than its socket holds, and its reset was never noticed. Here
 * the socket stays, for errors alone; an error of a connection then ends it, because nobody reads
 * who would find out, and epoll would tell of it again and again.
 */
final class LastingEpoll implements IoHandler {
  /** What the system says of a connection that is over in both directions, or broken. */
  private static final int HUNG_UP = 0x10;

  private static final int OVER = HUNG_UP | EpollIoOps.EPOLLERR.value();

  private final IoHandler epoll;
  private final List<Lasting> changed = new ArrayList<>();

  private LastingEpoll(IoHandler epoll) {
    this.epoll = epoll;
  }

  static IoHandlerFactory newFactory() {
    IoHandlerFactory factory = EpollIoHandler.newFactory();
    return executor -> new LastingEpoll(factory.newHandler(executor));
  }

  @Override
  public void initialize() {
    epoll.initialize();
  }

  @Override
  public int run(IoHandlerContext context) {
    for (Lasting each : changed) {
      each.tellEpoll();
    }
    changed.clear();
    return epoll.run(context);
  }

  @Override
  public void prepareToDestroy() {
    epoll.prepareToDestroy();
  }

  @Override
  public void destroy() {
    epoll.destroy();
  }

  @Override
  public IoRegistration register(IoHandle handle) throws Exception {
    Lasting lasting = new Lasting((EpollIoHandle) handle);
    lasting.registration = epoll.register(lasting);
    return lasting;
  }

  @Override
  public void wakeup() {
    epoll.wakeup();
  }

  @Override
  public boolean isCompatible(Class<? extends IoHandle> kind) {
    return epoll.isCompatible(kind);
  }

  /** One socket: its events on their way to Netty, and what Netty waits for on its way to epoll. */
  private final class Lasting implements EpollIoHandle, IoRegistration {
    private final EpollIoHandle handle;
    private IoRegistration registration = this;
    private EpollIoOps told = EpollIoOps.NONE;
    private EpollIoOps wanted = EpollIoOps.NONE;
    private boolean added;
    private boolean isConnection;
    private boolean isChanged;

    Lasting(EpollIoHandle handle) {
      this.handle = handle;
    }

    @Override
    public FileDescriptor fd() {
      return handle.fd();
    }

    @Override
    public void handle(IoRegistration of, IoEvent event) {
      // Read first: Netty uses the event again.
      boolean isOver = (((EpollIoEvent) event).ops().value() & OVER) != 0;
      boolean nobodyReads = waitsForNothing() && isConnection;
      handle.handle(this, event);
      if (isOver && nobodyReads && waitsForNothing() && isValid()) {
        close();
      }
    }

    private boolean waitsForNothing() {
      return wanted.equals(EpollIoOps.NONE);
    }

    @Override
    public void registered() {
      handle.registered();
    }

    @Override
    public void unregistered() {
      handle.unregistered();
    }

    @Override
    public void close() {
      try {
        handle.close();
      } catch (Exception e) {
        throw new IllegalStateException("a socket could not be closed", e);
      }
    }

    // Netty's interface is written that way.
    @SuppressWarnings("TypeParameterUnusedInFormals")
    @Override
    public <T> T attachment() {
      return registration.attachment();
    }

    @Override
    public long submit(IoOps ops) {
      wanted = (EpollIoOps) ops;
      // Only connections can be told that the other side has ended its half.
      isConnection |= wanted.contains(EpollIoOps.EPOLLRDHUP);
      if (!added) {
        added = !waitsForNothing();
        told = wanted;
        return registration.submit(wanted);
      }
      if (!isChanged) {
        isChanged = true;
        changed.add(this);
      }
      return wanted.value();
    }

    void tellEpoll() {
      isChanged = false;
      EpollIoOps now = waitsForNothing() ? EpollIoOps.EPOLLERR : wanted;
      if (!now.equals(told) && isValid()) {
        told = now;
        registration.submit(now);
      }
    }

    @Override
    public boolean isValid() {
      return registration.isValid();
    }

    @Override
    public boolean cancel() {
      return registration.cancel();
    }
  }
}

package dev.stillson.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A proxy that loses one piece of data in so many, or half of it, and always the connection with
 * it.
 */
final class Cutter implements AutoCloseable {
  private static final int PIECE = 65_536;

  private final ServerSocket listener;
  private final int port;
  private final int every;
  private final Random chance;
  private final AtomicInteger cuts = new AtomicInteger();

  /** Passes on to {@code port} of this machine. */
  Cutter(int port, int every, long seed) throws IOException {
    this.port = port;
    this.every = every;
    chance = new Random(seed);
    listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String address() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  /** How many connections it cut. */
  int cuts() {
    return cuts.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void connect(Socket client) {
    try (client;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      Thread back = Thread.ofVirtual().start(() -> pass(server, client));
      pass(client, server);
      back.join();
    } catch (IOException e) {
      // The server is down: the client is hung up on.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Until one side ends or chance ends both. */
  private void pass(Socket from, Socket to) {
    try (from;
        to) {
      byte[] piece = new byte[PIECE];
      int length = from.getInputStream().read(piece);
      while (length >= 0) {
        boolean cut = chance.nextInt(every) == 0;
        int passed = cut ? length * chance.nextInt(3) / 2 : length;
        to.getOutputStream().write(Arrays.copyOf(piece, passed));
        if (cut) {
          cuts.incrementAndGet();
          return;
        }
        length = from.getInputStream().read(piece);
      }
    } catch (IOException e) {
      // One side hung up, so the other is hung up on.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}

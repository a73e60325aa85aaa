package dev.stillson.server.scheduler;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All who want to know what is stored. */
final class Listeners {
  private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();

  void add(CommitListener listener) {
    Delivery delivery = new Delivery(listener);
    deliveries.add(delivery);
    delivery.start();
  }

  void remove(CommitListener listener) {
    for (Delivery delivery : List.copyOf(deliveries)) {
      if (delivery.isTo(listener) && deliveries.remove(delivery)) {
        delivery.stop();
      }
    }
  }

  void committed(Committed changes) {
    for (Delivery delivery : deliveries) {
      delivery.offer(changes);
    }
  }

  void resync() {
    deliveries.forEach(Delivery::miss);
  }

  /** What has been stored is still delivered. */
  void close() {
    deliveries.forEach(Delivery::stop);
  }
}

package dev.stillson.core.scheduler;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** How much there is of each resource, and how much of it running tasks hold. */
final class Resources {
  private static final long ONE = Demand.millionths("", 1);

  /** Of one resource, in millionths. */
  private static final class Stock {
    long total = ONE;
    boolean configured;
    long used;

    /** What {@link Claiming} keeps back for better ranked tasks. */
    long reserved;
  }

  private final Map<String, Stock> stocks = new HashMap<>();

  /** How often there was more of a resource than before, or may have been. */
  long releases;

  void total(String name, double amount) {
    releases++;
    Stock stock = stock(name);
    stock.total = Demand.millionths(name, amount);
    stock.configured = true;
  }

  void take(Demand demand) {
    for (int i = 0; i < demand.size(); i++) {
      stock(demand.name(i)).used += demand.millionths(i);
    }
  }

  void giveBack(Demand demand) {
    releases += demand.isNone() ? 0 : 1;
    for (int i = 0; i < demand.size(); i++) {
      Stock stock = stock(demand.name(i));
      stock.used -= demand.millionths(i);
      if (stock.used == 0 && !stock.configured) {
        stocks.remove(demand.name(i));
      }
    }
  }

  /** Whether the demand fits beside what is used. */
  boolean fits(Demand demand) {
    for (int i = 0; i < demand.size(); i++) {
      Stock stock = stocks.get(demand.name(i));
      long free = stock == null ? ONE : stock.total - stock.used;
      if (demand.millionths(i) > free) {
        return false;
      }
    }
    return true;
  }

  void forgetReservations() {
    for (Stock stock : stocks.values()) {
      stock.reserved = 0;
    }
  }

  void reserve(Demand demand) {
    for (int i = 0; i < demand.size(); i++) {
      stock(demand.name(i)).reserved += demand.millionths(i);
    }
  }

  /** Whether the demand fits beside what is reserved, whatever is used. */
  boolean fitsReservations(Demand demand) {
    for (int i = 0; i < demand.size(); i++) {
      Stock stock = stocks.get(demand.name(i));
      long free = stock == null ? ONE : stock.total - stock.reserved;
      if (demand.millionths(i) > free) {
        return false;
      }
    }
    return true;
  }

  double total(String name) {
    Stock stock = stocks.get(name);
    return Demand.amount(stock == null ? ONE : stock.total);
  }

  double used(String name) {
    Stock stock = stocks.get(name);
    return Demand.amount(stock == null ? 0 : stock.used);
  }

  /** The totals that were set, by name. */
  Map<String, Double> configured() {
    Map<String, Double> totals = new TreeMap<>();
    stocks.forEach((name, stock) -> {
      if (stock.configured) {
        totals.put(name, Demand.amount(stock.total));
      }
    });
    return totals;
  }

  /** What is used, by name. */
  Map<String, Double> used() {
    Map<String, Double> used = new TreeMap<>();
    stocks.forEach((name, stock) -> {
      if (stock.used > 0) {
        used.put(name, Demand.amount(stock.used));
      }
    });
    return used;
  }

  private Stock stock(String name) {
    Stock known = stocks.get(name);
    if (known != null) {
      return known;
    }
    Stock created = new Stock();
    stocks.put(name, created);
    return created;
  }
}

package dev.stillson.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Opens connections by a driver's own class. {@link java.sql.DriverManager} would load every driver
 * on the class path for the sake of one.
 */
final class Drivers {
  private Drivers() {}

  static Connection connect(String driver, String library, String url, Properties properties)
      throws SQLException {
    Driver found;
    try {
      found = load(driver).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new SQLException(
          "The driver %s is not on the class path\nhint: add %s".formatted(driver, library), e);
    }
    Connection connection = found.connect(url, properties);
    if (connection == null) {
      throw new SQLException("The driver " + driver + " does not take the URL of the source");
    }
    return connection;
  }

  /** The pipeline's own jars first, then those beside this one. */
  private static Class<? extends Driver> load(String name) throws ClassNotFoundException {
    ClassLoader own = Drivers.class.getClassLoader();
    ClassLoader pipeline = Thread.currentThread().getContextClassLoader();
    try {
      return Class.forName(name, true, pipeline == null ? own : pipeline).asSubclass(Driver.class);
    } catch (ClassNotFoundException e) {
      return Class.forName(name, true, own).asSubclass(Driver.class);
    }
  }
}

package dev.stillson;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The family of a task where it is not the simple name of its class:
 * {@code @Family("sales.Daily")}.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Family {
  /** The name; not empty, unique among the classes of a pipeline. */
  String value();
}

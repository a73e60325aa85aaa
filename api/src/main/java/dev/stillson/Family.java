package dev.stillson;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says more about the family of a task's class: its name where that is not the simple name of the
 * class, and what people are told who look at it. Most classes need none.
 *
 * <pre>{@code
 * @Family(value = "sales.Daily", help = "What each shop sold in a day.", owners = "data@example.com")
 * }</pre>
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Family {
  /** The name, unique among the classes of a pipeline; empty: the simple name of the class. */
  String value() default "";

  /** One or a few sentences about its tasks, for help texts and the server's pages. */
  String help() default "";

  /**
   * Whom to ask about its tasks, such as mail addresses. They are shown to people; nothing is sent
   * to them.
   */
  String[] owners() default {};
}

package dev.stillson;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says more about a parameter than its type and name do. Most components need none. */
@Documented
@Target({
  ElementType.RECORD_COMPONENT,
  ElementType.PARAMETER,
  ElementType.METHOD,
  ElementType.FIELD
})
@Retention(RetentionPolicy.RUNTIME)
public @interface Param {

  /** Stands for "no default", since an annotation cannot hold null. */
  String REQUIRED = "\0";

  /**
   * The value, in the parameter's text form, when neither the caller nor the configuration gives
   * one.
   */
  String defaultValue() default REQUIRED;

  /** One sentence for help texts and forms. */
  String help() default "";

  /**
   * Whether the parameter is part of the task's identity. Tasks that differ only in others are the
   * same task.
   */
  boolean significant() default true;

  /** Who may see the value. Only a public parameter is part of the task's identity. */
  Visibility visibility() default Visibility.PUBLIC;

  /**
   * Whether the command line accepts the value without its flag, in the order of the components.
   */
  boolean positional() default true;

  /** How several tasks that differ in this parameter only are combined to one. */
  Batch batch() default Batch.NONE;

  /** Who may see a parameter's value; the same three levels as Luigi's. */
  enum Visibility {
    /** Sent to the scheduler and shown. */
    PUBLIC,
    /** Sent to the scheduler, not shown. */
    HIDDEN,
    /** Never leaves the worker. */
    PRIVATE
  }

  /** How the values of a batched parameter become one value. */
  enum Batch {
    /** The parameter is not batched. */
    NONE,
    /** The greatest value; the type must be comparable. */
    MAX,
    /** The least value; the type must be comparable. */
    MIN,
    /** All values one after another; the type must be a list or a set. */
    CONCAT
  }
}

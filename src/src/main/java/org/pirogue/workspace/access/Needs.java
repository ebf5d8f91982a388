package org.pirogue.workspace.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The right that a call needs, at every method that answers one. A method without it is answered to nobody, and fails the build.
 * Console reads it before anything of the method runs.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Needs {
    Right value();

    /** By what of the request the workspace is known. */
    Of of();

    /** Whether the method writes its entry of the audit trail itself, since only it knows what to say. */
    boolean writesItself() default false;

    /** How a call is known as being about something. */
    enum Of {
        /** the path's {@code flow}, or the parameter of that name; without one: {@link #LIST} */
        FLOW,
        /** the path's {@code run} */
        RUN,
        /** the path's {@code id}, of a reject */
        REJECT,
        /** the path's {@code id}, of a conflict */
        CONFLICT,
        /** the path's {@code id}, of a dead letter */
        DEAD_LETTER,
        /** the path's {@code name}, of a connection */
        CONNECTION,
        /** the path's {@code workspace} */
        WORKSPACE,
        /** the whole country: only who has the right there */
        COUNTRY,
        /** things of several workspaces: who has the right in one of them; the method answers by {@link Rights#seen} only */
        LIST,
        /** who signed in, about themselves; the right is not asked for */
        SELF,
        /** something that only the method can find: the right must be had somewhere, and the method asks {@link Rights} again */
        METHOD
    }
}

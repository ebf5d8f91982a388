package org.pirogue.prepare.detect;

import java.util.Optional;

/** A way to say which count is too many. */
public interface Method {
    /** As rules and tables write it: {@code ears-c2}. */
    String name();

    /**
     * @param at place of a known count
     * @return empty where too little is known of the time before
     */
    Optional<Judgement> judge(Series series, int at);
}

package org.pirogue.console;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** An answer that knows how many rows it shows or has touched. */
interface Counted {
    @JsonIgnore
    long rows();
}

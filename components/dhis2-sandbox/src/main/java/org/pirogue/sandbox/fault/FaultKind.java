package org.pirogue.sandbox.fault;

/** What goes wrong. */
public enum FaultKind {
    /** Nothing but the latency. */
    LATENCY,
    /** Another status, with own headers and body; the request is not looked at. */
    STATUS,
    /** The connection is cut before the request is looked at. */
    DROP_BEFORE,
    /** The request is carried out, then the connection is cut without an answer. */
    DROP_AFTER,
    /** The connection is cut after so many bytes of the answer's body. */
    TRUNCATE,
    /** The server's side of the connection ends after so many bytes of the answer's body; the client's stays open. */
    HALF_CLOSE,
    /** No answer, until the sandbox is closed or the client gives up. */
    HANG,
    /** The answer comes slowly. */
    DRIP,
    /** 302 to the login page, as after a lost session. */
    LOGIN,
    /** 200 with an empty body; the request is not looked at. */
    EMPTY
}

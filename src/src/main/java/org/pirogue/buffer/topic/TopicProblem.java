package org.pirogue.buffer.topic;

/** A topic cannot be made, used or taken away, with its code: P721 to P723. */
public final class TopicProblem extends RuntimeException {
    private final String code;

    TopicProblem(String code, String text) {
        super(code + " " + text);
        this.code = code;
    }

    TopicProblem(String code, String text, Throwable cause) {
        super(code + " " + text, cause);
        this.code = code;
    }

    public String code() {
        return code;
    }
}

package org.pirogue.persons;

/** Something about a person that cannot be done; the text names nobody. */
public final class PersonProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    PersonProblem(String code, String text) {
        super(text);
        this.code = code;
    }

    public String code() {
        return code;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}

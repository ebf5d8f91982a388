package org.pirogue.cli;

import java.util.List;
import org.pirogue.home.words.Sentence;

/**
 * A command that cannot go on, told in the user's language: {@code code} is shown first, the text is the message
 * {@code key} with its {@code args}.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final Exit exit;
    private final String key;
    private final transient List<Object> args;

    private Refusal(String code, Exit exit, String key, List<Object> args) {
        super(code + " " + key + " " + args);
        this.code = code;
        this.exit = exit;
        this.key = key;
        this.args = args;
    }

    public static Refusal failed(String code, Object... args) {
        return new Refusal(code, Exit.FAILED, "error." + code, List.of(args));
    }

    public static Refusal usage(String code, Object... args) {
        return new Refusal(code, Exit.USAGE, "error." + code, List.of(args));
    }

    public static Refusal unreachable(String code, Object... args) {
        return new Refusal(code, Exit.UNREACHABLE, "error." + code, List.of(args));
    }

    /** What the running Pirogue says is wrong: its own code and its own words. */
    public static Refusal told(String code, String text) {
        return new Refusal(code, Exit.FAILED, "error.told", List.of(new Sentence(text)));
    }

    public String code() {
        return code;
    }

    public Exit exit() {
        return exit;
    }

    private static Object said(Object arg, Messages messages) {
        return arg instanceof Sentence sentence ? sentence.in(messages.locale()) : arg;
    }

    public String text(Messages messages) {
        // P501.missing and P501.value are one code: a wrong word on the command line.
        return code.replaceFirst("\\..*", "") + " "
                + messages.text(
                        key, args.stream().map(each -> said(each, messages)).toArray());
    }
}

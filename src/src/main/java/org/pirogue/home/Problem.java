package org.pirogue.home;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * One coded reason why Pirogue does not start.
 *
 * @param code {@code P1xx}, also the key of its text in {@code messages/startup*.properties}
 * @param bundle base name of the message bundle that holds the text
 * @param arguments what the text names; never a secret
 */
public record Problem(String code, String bundle, List<Object> arguments) {

    private static final String STARTUP = "messages.startup";

    public static Problem of(String code, Object... arguments) {
        return new Problem(code, STARTUP, List.of(arguments));
    }

    /** Code and text in the given language; English where that language has no text. */
    public String text(Locale locale) {
        var texts = ResourceBundle.getBundle(
                bundle, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        var format = new MessageFormat(texts.getString(code), locale);
        return code + " "
                + format.format(arguments.stream().map(String::valueOf).toArray());
    }
}

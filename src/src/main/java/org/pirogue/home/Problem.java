package org.pirogue.home;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.pirogue.home.words.Sentence;

/**
 * One coded reason why Pirogue does not start.
 *
 * @param code {@code P1xx}, also the key of its text in {@code messages/startup*.properties}
 * @param bundle base name of the message bundle that holds the text
 * @param arguments what the text names; never a secret. A {@link Sentence} is said in the language of the text
 */
public record Problem(String code, String bundle, List<Object> arguments) {

    private static final String STARTUP = "messages.startup";
    /** For a code that has no text of its own; in a bundle that has a frame for all. */
    private static final String OTHER = "other";

    public static Problem of(String code, Object... arguments) {
        return new Problem(code, STARTUP, List.of(arguments));
    }

    /** Code and text in the given language; English where that language has no text. */
    public String text(Locale locale) {
        var texts = ResourceBundle.getBundle(
                bundle, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        var format = new MessageFormat(texts.getString(texts.containsKey(code) ? code : OTHER), locale);
        return code + " "
                + format.format(arguments.stream()
                        .map(each -> each instanceof Sentence sentence ? sentence.in(locale) : String.valueOf(each))
                        .toArray());
    }
}

package org.pirogue.prepare.file;

import java.util.Locale;
import java.util.ResourceBundle;

/** What a workbook of marked errors says, in English or French. */
public final class ErrorWords {
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final ResourceBundle words;
    private final ResourceBundle hints;

    private ErrorWords(Locale locale) {
        this.words = bundle("messages.files", locale);
        this.hints = bundle("messages.hints", locale);
    }

    private static ResourceBundle bundle(String name, Locale locale) {
        return ResourceBundle.getBundle(name, locale, ErrorWords.class.getClassLoader(), NO_FALLBACK);
    }

    /** @param language {@code fr}; anything else is English */
    public static ErrorWords in(String language) {
        return new ErrorWords(language.startsWith("fr") ? Locale.FRENCH : Locale.ENGLISH);
    }

    String word(String key) {
        return words.getString(key);
    }

    String title(String code) {
        return hints.getString(code + ".title");
    }

    String todo(String code) {
        return hints.getString(code + ".do");
    }
}

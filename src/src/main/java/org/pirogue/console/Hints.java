package org.pirogue.console;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import org.pirogue.batch.Cell;
import org.pirogue.home.words.Sentences;

/** What a refusal means to a data manager, in one language: English, or French. */
final class Hints {
    /** Refusals of everything that a unit reports: told once for the unit, not once for each data element. */
    static final Set<String> OF_UNITS = Set.of("P401", "E8011", "E8022", "E8107");

    private static final String OTHER = "other";
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final Locale locale;
    private final ResourceBundle bundle;

    private Hints(Locale locale) {
        this.locale = locale;
        this.bundle = bundle("messages.hints", locale);
    }

    /** English for whatever is not there: never the language of the machine that it runs on. */
    static ResourceBundle bundle(String name, Locale locale) {
        return ResourceBundle.getBundle(name, locale, Hints.class.getClassLoader(), NO_FALLBACK);
    }

    /** @param language as a browser or {@code ?lang=} says it; anything but French is English */
    static Hints in(Locale language) {
        return new Hints(language.getLanguage().equals("fr") ? Locale.FRENCH : Locale.ENGLISH);
    }

    /** One refusal, explained. @param todo what to do */
    record Hint(String title, String why, String todo) {}

    /** @param subject what the refusal is about, as people call it */
    Hint of(String code, String subject) {
        String known = bundle.containsKey(code + ".title") ? code : OTHER;
        return new Hint(
                new MessageFormat(bundle.getString(known + ".title"), locale).format(new Object[] {called(subject)}),
                bundle.getString(known + ".why"),
                bundle.getString(known + ".do"));
    }

    /** The code of what is no data element is told in words. */
    String called(String subject) {
        return subject.equals(Cell.COMPLETE.dataElement()) ? bundle.getString("complete") : subject;
    }

    /** What the code says in English; what a server says stays in its words. */
    String said(String english) {
        return Sentences.in(locale).say(english);
    }

    Locale locale() {
        return locale;
    }
}

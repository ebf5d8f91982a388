package org.pirogue.workspace.outlet;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** What notices say, in the language of whoever reads them. No value of a row stands in one. */
final class Notices {
    private static final String BUNDLE = "messages/notices";

    private final ResourceBundle texts;
    private final Locale locale;

    private Notices(Locale locale) {
        this.locale = locale;
        this.texts = ResourceBundle.getBundle(
                BUNDLE, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    static Notices in(String language) {
        return new Notices(Locale.forLanguageTag(language));
    }

    String text(String key, Object... values) {
        return new MessageFormat(texts.getString(key), locale).format(values);
    }
}

package org.pirogue.home.words;

import java.util.Locale;

/** An English sentence that stands in a frame of another language: it is said in that language when the frame is filled. */
public record Sentence(String english) {

    public String in(Locale locale) {
        return Sentences.in(locale).say(english);
    }

    @Override
    public String toString() {
        return english;
    }
}

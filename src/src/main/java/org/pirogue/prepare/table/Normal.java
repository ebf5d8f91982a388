package org.pirogue.prepare.table;

import java.text.Normalizer;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.codec.language.DoubleMetaphone;
import org.pirogue.prepare.Numbers;

/** How a value is written before it is compared with another. They are done in this order, whatever the file says. */
enum Normal {
    /** A day, however it is written: {@code 5/2/2026} is the fifth of February. What is no day stays as it is. */
    DATE {
        @Override
        String of(String value) {
            return day(value).map(LocalDate::toString).orElse(value);
        }
    },
    /** {@code 007.50} is {@code 7.5}. */
    NUMBER {
        @Override
        String of(String value) {
            return Numbers.read(value).map(Numbers::write).orElse(value);
        }
    },
    ACCENTS {
        @Override
        String of(String value) {
            String split = Normalizer.normalize(value.replace("œ", "oe").replace("Œ", "OE"), Normalizer.Form.NFKD);
            return MARKS.matcher(split).replaceAll("");
        }
    },
    CASE {
        @Override
        String of(String value) {
            return value.toLowerCase(Locale.ROOT);
        }
    },
    /** Everything but letters and digits counts as a space. */
    PUNCTUATION {
        @Override
        String of(String value) {
            return NO_WORD.matcher(value).replaceAll(" ");
        }
    },
    /** None at the ends, one between words. */
    SPACES {
        @Override
        String of(String value) {
            return SPACE.matcher(value).replaceAll(" ").strip();
        }
    },
    /**
     * Each word as it sounds (Double Metaphone, Philips 2000, made for names of many languages in Latin letters). A word
     * that has no sound for it, of digits or other letters, stays.
     */
    PHONETIC {
        @Override
        String of(String value) {
            DoubleMetaphone sounds = new DoubleMetaphone();
            sounds.setMaxCodeLen(LONGEST_SOUND);
            StringBuilder all = new StringBuilder();
            for (String word : SPACE.split(value.strip())) {
                String sound = sounds.doubleMetaphone(word);
                all.append(sound == null || sound.isEmpty() ? word : sound).append(' ');
            }
            return all.toString().strip();
        }
    },
    /** Words in any order: {@code Ndayizeye Alice} and {@code Alice Ndayizeye}. */
    WORDS {
        @Override
        String of(String value) {
            String[] words = SPACE.split(value.strip());
            Arrays.sort(words);
            return String.join(" ", words);
        }
    };

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern SPACE = Pattern.compile("[\\s\\u00A0\\u202F]+");
    private static final int LONGEST_SOUND = 12;
    private static final List<DateTimeFormatter> DAYS = List.of(
            DateTimeFormatter.ISO_LOCAL_DATE,
            strict("d/M/uuuu"),
            strict("d-M-uuuu"),
            strict("d.M.uuuu"),
            strict("uuuu/M/d"),
            DateTimeFormatter.BASIC_ISO_DATE);

    abstract String of(String value);

    static String of(String value, Set<Normal> forms) {
        String normal = value;
        for (Normal form : forms) {
            normal = form.of(normal);
        }
        return normal;
    }

    /** In the order in which they are done. */
    static Set<Normal> set(Collection<Normal> some) {
        return some.isEmpty() ? EnumSet.noneOf(Normal.class) : EnumSet.copyOf(some);
    }

    /** ISO, or the day before the month; a time behind it is left out. */
    static Optional<LocalDate> day(String value) {
        String text = value.strip();
        if (text.length() > 10 && text.charAt(10) == 'T') {
            text = text.substring(0, 10);
        }
        for (DateTimeFormatter form : DAYS) {
            try {
                return Optional.of(LocalDate.parse(text, form));
            } catch (DateTimeParseException another) {
                continue;
            }
        }
        return Optional.empty();
    }

    private static DateTimeFormatter strict(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }
}

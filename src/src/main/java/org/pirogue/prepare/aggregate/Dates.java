package org.pirogue.prepare.aggregate;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Dates as DHIS2 writes them: the day is the first ten characters, whatever time and zone follow. */
final class Dates {
    private static final int LENGTH = 10;

    private Dates() {}

    /** Null for a text that does not begin with a day ({@code 2026-02-30}). */
    static @Nullable LocalDate read(@Nullable String text) {
        if (text == null || text.length() < LENGTH || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, LENGTH);
        if (year < 0 || month < 1 || day < 1) {
            return null;
        }
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }

    static @Nullable String day(@Nullable String text) {
        return text == null || text.length() <= LENGTH ? text : text.substring(0, LENGTH);
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}

package org.pirogue.sandbox.values;

/** Values as numbers: a small count stands for itself, any other text gets a number from a table. */
final class ValueCodes {
    static final int NONE = -1;
    private static final int DIGITS = 8;

    private final Names texts = new Names();

    int of(String text) {
        int small = small(text);
        return small >= 0 ? small : -2 - texts.of(text);
    }

    String text(int code) {
        return code >= 0 ? Integer.toString(code) : texts.text(-2 - code);
    }

    /** The number that a text of at most 8 digits without leading zero stands for; -1 for any other text. */
    static int small(CharSequence text) {
        int length = text.length();
        if (length == 0 || length > DIGITS || (length > 1 && text.charAt(0) == '0')) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < length; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = number * 10 + (digit - '0');
        }
        return number;
    }

    static int small(char[] text, int offset, int length) {
        if (length == 0 || length > DIGITS || (length > 1 && text[offset] == '0')) {
            return -1;
        }
        int number = 0;
        for (int i = offset; i < offset + length; i++) {
            char digit = text[i];
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = number * 10 + (digit - '0');
        }
        return number;
    }
}

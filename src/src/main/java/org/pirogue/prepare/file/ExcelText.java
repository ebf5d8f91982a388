package org.pirogue.prepare.file;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a workbook keeps signs that XML does not: {@code _x000D_}, four hexadecimal digits (ECMA-376, ST_Xstring). */
final class ExcelText {
    private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");
    private static final int HEXADECIMAL = 16;

    private ExcelText() {}

    static String read(String text) {
        return text.contains("_x")
                ? ESCAPE.matcher(text)
                        .replaceAll(found -> Matcher.quoteReplacement(
                                String.valueOf((char) Integer.parseInt(found.group(1), HEXADECIMAL))))
                : text;
    }

    /** A text that would be taken for an escape is one no more. */
    static String write(String text) {
        return text.contains("_x") ? ESCAPE.matcher(text).replaceAll("_x005F_x$1_") : text;
    }
}

package org.pirogue.prepare;

import java.util.List;
import java.util.Random;

/** Good text with a few things wrong in it. */
public final class Spoilt {
    /** What files break on: separators, quotes, line ends, marks, digits of other scripts, YAML's and the expressions' signs. */
    private static final List<String> PIECES = List.of(
            ",",
            ";",
            "\"",
            "\"\"",
            "\n",
            "\r\n",
            "\r",
            "\t",
            " ",
            "\0",
            "\uFEFF",
            "\u0660",
            "\uD83D\uDE00",
            "\uD800",
            "é",
            "-",
            "-1",
            "0",
            "9999999999999999999",
            "1e999",
            "NaN",
            "202601",
            "2026W53",
            "202613",
            "2026Q5",
            "0000",
            "+999999999W1",
            "'",
            "{",
            "}",
            "[",
            "]",
            ":",
            "- ",
            "#",
            "&a",
            "*a",
            "!!java.lang.String",
            "|",
            ">",
            "%",
            "(",
            ")",
            "((((((((",
            "&&",
            "||",
            "!",
            "==",
            "<",
            "+",
            "*",
            "/",
            "A{",
            "#{",
            "V{",
            "sum(",
            "events",
            "null",
            "~",
            "true",
            "\\",
            "${x}",
            "{{x}}",
            "d2:zing(");

    private Spoilt() {}

    public static String of(String seed, Random random) {
        StringBuilder text =
                new StringBuilder(seed.length() > 2_000 && random.nextInt(10) > 0 ? cut(seed, random) : seed);
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(text.length() + 1);
            int end = Math.min(text.length(), at + random.nextInt(12));
            switch (random.nextInt(6)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
                case 3 -> text.insert(at, (char) random.nextInt(0x10000));
                case 4 -> text.insert(at, text.substring(at, end).repeat(1 + random.nextInt(20)));
                default -> text.setLength(at);
            }
        }
        return text.toString();
    }

    /** The first line and some others: where something goes wrong early, nothing later is reached. */
    private static String cut(String seed, Random random) {
        List<String> lines = seed.lines().toList();
        StringBuilder some = new StringBuilder(lines.get(0)).append('\n');
        for (int i = 0; i < 8; i++) {
            some.append(lines.get(random.nextInt(lines.size()))).append('\n');
        }
        return some.toString();
    }
}

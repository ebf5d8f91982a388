package org.pirogue.prepare.aggregate;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Codes in {@code #{STAGE.ELEMENT}}, {@code A{ATTRIBUTE}} and {@code C{CONSTANT}} replaced by invented UIDs, and back: DHIS2's parser takes
 * nothing but UIDs there, and a code may hold any character.
 */
final class Codes {
    private static final Pattern ITEM = Pattern.compile("([#AC])\\{([^}]*)}");

    private final Map<String, String> uidByCode = new HashMap<>();
    private final Map<String, String> codeByUid = new HashMap<>();

    /** @throws Refused P221 for an element without its stage */
    String toUids(String expression) {
        Matcher matcher = ITEM.matcher(expression);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            String inside = matcher.group(2).strip();
            String uids = matcher.group(1).equals("#") ? elementUids(inside) : uidOf(inside);
            matcher.appendReplacement(result, Matcher.quoteReplacement(matcher.group(1) + "{" + uids + "}"));
        }
        return matcher.appendTail(result).toString();
    }

    String codeOf(String uid) {
        return codeByUid.getOrDefault(uid, uid);
    }

    private String elementUids(String inside) {
        int dot = inside.indexOf('.');
        if (dot < 1 || dot != inside.lastIndexOf('.') || dot == inside.length() - 1) {
            throw new Refused(
                    "P221",
                    "'#{" + inside + "}' does not name a stage and an element",
                    "write #{STAGE.ELEMENT}, with UIDs for codes that contain a dot");
        }
        return uidOf(inside.substring(0, dot).strip()) + "."
                + uidOf(inside.substring(dot + 1).strip());
    }

    private String uidOf(String code) {
        if (code.isEmpty()) {
            throw new Refused("P221", "a code is empty", "write it between the braces");
        }
        return uidByCode.computeIfAbsent(code, any -> {
            String uid = String.format("c%010d", uidByCode.size());
            codeByUid.put(uid, code);
            return uid;
        });
    }
}

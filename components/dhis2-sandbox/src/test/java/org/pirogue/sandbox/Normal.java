package org.pirogue.sandbox;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes ids that a server invents alike in both answers. */
final class Normal {
    private static final Pattern NOTICE = Pattern.compile("\"(uid|id)\":\"\\w{11}\"");
    /** Answers whose ids are the server's own invention. */
    private static final Set<String> INVENTED = Set.of(
            "apitoken-create-201",
            "dvs-post-async-200",
            "metadata-async-200",
            "orgunit-post-201",
            "tracker-post-async-200");

    private Normal() {}

    static String of(String body, List<String> ids) {
        String text = body;
        for (String id : ids) {
            text = text.replace(id, "<made>");
        }
        return text;
    }

    static String recorded(Recording recording) {
        String text = recording.body().toString();
        for (String known : Preparation.RECORDED_IDS) {
            text = text.replace(known, "<made>");
        }
        return text;
    }

    static boolean invents(Recording recording) {
        return INVENTED.contains(recording.name());
    }

    static String withoutIds(String text) {
        Matcher matcher = NOTICE.matcher(text);
        return matcher.replaceAll("\"$1\":\"<made>\"");
    }
}

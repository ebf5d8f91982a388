package org.pirogue.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where new versions of a share are to be told. */
final class OutletOptions {
    @Option(names = "--topic", descriptionKey = "option.topic")
    boolean topic;

    @Option(names = "--kafka", paramLabel = "CONNECTION/TOPIC", descriptionKey = "option.kafka")
    List<String> kafka = List.of();

    @Option(names = "--mail", paramLabel = "ADDRESS", descriptionKey = "option.mail")
    List<String> mail = List.of();

    @Option(names = "--mail-language", paramLabel = "en|fr", descriptionKey = "option.mailLanguage")
    @Nullable
    String language;

    @Option(names = "--webhook", paramLabel = "URL", descriptionKey = "option.webhook")
    List<String> webhook = List.of();

    @Option(names = "--secret", paramLabel = "NAME", descriptionKey = "option.webhookSecret")
    @Nullable
    String secret;

    List<Map<String, Object>> wishes() {
        List<Map<String, Object>> wishes = new ArrayList<>();
        if (topic) {
            wishes.add(wish("topic", null));
        }
        kafka.forEach(target -> wishes.add(wish("kafka", target)));
        mail.forEach(target -> {
            Map<String, Object> wish = wish("mail", target);
            wish.put("language", language);
            wishes.add(wish);
        });
        webhook.forEach(target -> {
            Map<String, Object> wish = wish("webhook", target);
            wish.put("secret", secret);
            wishes.add(wish);
        });
        return wishes;
    }

    private static Map<String, Object> wish(String kind, @Nullable String target) {
        Map<String, Object> wish = new LinkedHashMap<>();
        wish.put("kind", kind);
        wish.put("target", target);
        return wish;
    }
}

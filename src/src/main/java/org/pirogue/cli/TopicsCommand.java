package org.pirogue.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.pirogue.cli.rest.TopicCalls;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code topics}: what waits for which partner. */
@Command(name = "topics")
final class TopicsCommand implements Callable<Exit> {
    private static final long KIB = 1024;

    private final Context context;

    @Mixin
    ReachOption reach = new ReachOption();

    TopicsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        Screen screen = context.screen();
        List<TopicCalls.Topic> topics = new TopicCalls(reach.pirogue(context)).list();
        if (topics.isEmpty()) {
            screen.say("topics.none");
            return Exit.OK;
        }
        Table table =
                screen.table(3, "topic", "partner", "subscription", "connected", "waiting", "kib", "oldest", "dropped");
        topics.forEach(topic -> add(table, topic));
        screen.print(table);
        return Exit.OK;
    }

    private static void add(Table table, TopicCalls.Topic topic) {
        if (topic.subscriptions().isEmpty()) {
            table.add(List.of(topic.address(), topic.partner(), "-", "0", "0", "0", "-", "0"));
        }
        topic.subscriptions()
                .forEach(each -> table.add(List.of(
                        topic.address(),
                        topic.partner(),
                        each.name(),
                        Integer.toString(each.consumers()),
                        Long.toString(each.waiting()),
                        Long.toString((each.waitingBytes() + KIB - 1) / KIB),
                        Moments.minute(each.oldest()),
                        Long.toString(each.dropped()))));
    }
}

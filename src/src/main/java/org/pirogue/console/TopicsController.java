package org.pirogue.console;

import java.util.List;
import org.pirogue.buffer.topic.Topics;
import org.pirogue.workspace.access.Needs;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.access.Rights;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The REST interface of topics: what waits for which partner. */
@RestController
@RequestMapping("/api/topics")
class TopicsController {
    private final Topics topics;
    private final Rights rights;

    TopicsController(Topics topics, Rights rights) {
        this.topics = topics;
        this.rights = rights;
    }

    @Needs(value = Right.SEE_RUNS, of = Needs.Of.LIST)
    @GetMapping
    List<ApiTopic> list() {
        var seen = rights.seen(Right.SEE_RUNS);
        return topics.states().stream()
                .filter(state -> seen.test(state.address().workspace()))
                .map(ApiTopic::of)
                .toList();
    }
}

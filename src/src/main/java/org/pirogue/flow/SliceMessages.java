package org.pirogue.flow;

import org.pirogue.ledger.run.RunBook;
import org.pirogue.ledger.value.SliceMessage;

/** Reads what the queue of a flow brings. */
final class SliceMessages {
    private final RunBook runs;

    SliceMessages(RunBook runs) {
        this.runs = runs;
    }

    /** What can never be delivered says so; it becomes a dead letter, and what is due of it stays in the ledger. */
    SliceMessage read(String text) {
        SliceMessage message;
        try {
            message = SliceMessage.fromJson(text);
        } catch (IllegalArgumentException e) {
            throw new FlowException("P480", String.valueOf(e.getMessage()));
        }
        String flow = message.envelope().flow();
        if (runs.find(message.envelope().run())
                .filter(run -> run.flow().equals(flow))
                .isEmpty()) {
            throw new FlowException("P491", "the message is of a run that flow '" + flow + "' did not have here");
        }
        return message;
    }
}

package org.pirogue.flow;

import java.util.List;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.pirogue.ledger.object.ObjectMessage;
import org.pirogue.ledger.table.TableMessage;
import org.pirogue.ledger.value.SliceMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts slices, objects and tables that a decision set in motion into the queue of their flow. */
public class Outgoing {
    private static final Logger LOG = LoggerFactory.getLogger(Outgoing.class);

    private final ProducerTemplate camel;

    public Outgoing(ProducerTemplate camel) {
        this.camel = camel;
    }

    /** What cannot be sent now stays pending in the ledger, and the sweep sends it. */
    void send(Flow flow, List<SliceMessage> messages) {
        for (SliceMessage message : messages) {
            if (!sent(flow, message.toJson(), group(flow, message))) {
                return;
            }
        }
    }

    /** As {@link #send}. */
    void sendObjects(Flow flow, List<ObjectMessage> messages) {
        for (ObjectMessage message : messages) {
            if (!sent(flow, message.toJson(), flow.name())) {
                return;
            }
        }
    }

    /** As {@link #send(Flow, List)}. */
    void send(Flow flow, TableMessage message) {
        sent(flow, message.toJson(), flow.name());
    }

    private boolean sent(Flow flow, String text, String group) {
        try {
            camel.sendBodyAndHeader("jms:queue:" + flow.queue(), text, ChangedSlices.GROUP, group);
            return true;
        } catch (CamelExecutionException e) {
            LOG.warn("the queue of {} takes nothing now, the sweep sends it later", flow.name());
            return false;
        }
    }

    private static String group(Flow flow, SliceMessage message) {
        return flow.name() + "/" + message.slices().get(0).key().period();
    }
}

package org.pirogue.buffer;

import jakarta.jms.ResourceAllocationException;
import java.util.concurrent.BlockingQueue;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Component;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.component.seda.BlockingQueueFactory;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.support.DefaultAsyncProducer;
import org.springframework.jms.support.JmsUtils;

/**
 * Queues in memory in place of a broker's, for a country's own tests. They may be full: a message is refused as Camel's JMS
 * component would tell it.
 */
public final class MemoryQueues extends SedaComponent {
    private volatile boolean full;

    public void full(boolean now) {
        full = now;
    }

    @Override
    protected SedaEndpoint createEndpoint(
            String uri, Component component, BlockingQueueFactory<Exchange> queues, int consumers) {
        return new SedaEndpoint(uri, component, queues, consumers) {
            @Override
            public Producer createProducer() throws Exception {
                return refusing(super.createProducer());
            }
        };
    }

    @Override
    protected SedaEndpoint createEndpoint(
            String uri, Component component, BlockingQueue<Exchange> queue, int consumers) {
        return new SedaEndpoint(uri, component, queue, consumers) {
            @Override
            public Producer createProducer() throws Exception {
                return refusing(super.createProducer());
            }
        };
    }

    private Producer refusing(Producer producer) {
        AsyncProducer queue = (AsyncProducer) producer;
        return new DefaultAsyncProducer(producer.getEndpoint()) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                if (!full) {
                    return queue.process(exchange, callback);
                }
                exchange.setException(JmsUtils.convertJmsAccessException(
                        new ResourceAllocationException("AMQ229102: Address is full.")));
                callback.done(true);
                return true;
            }
        };
    }
}

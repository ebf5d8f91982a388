package org.pirogue.buffer;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Optional;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSClient;
import org.apache.activemq.artemis.api.jms.management.JMSManagementHelper;

/** Questions to a broker through its management address, the same for one in this JVM and one elsewhere. */
final class Management {
    private static final String ADDRESS = "activemq.management";
    private static final long ANSWER_LIMIT_MILLIS = 5_000;

    private final ConnectionFactory connections;

    Management(ConnectionFactory connections) {
        this.connections = connections;
    }

    private interface Question {
        void write(Message request) throws JMSException;
    }

    /** Empty where there is no such thing. */
    Optional<Object> attribute(String resource, String attribute) {
        return ask(request -> JMSManagementHelper.putAttribute(request, resource, attribute));
    }

    /** Empty where there is no such thing, or it is refused. */
    Optional<Object> invoke(String resource, String operation, Object argument) {
        return ask(request -> JMSManagementHelper.putOperationInvocation(request, resource, operation, argument));
    }

    private Optional<Object> ask(Question question) {
        try (JMSContext context = connections.createContext()) {
            var reply = context.createTemporaryQueue();
            Message request = context.createMessage();
            request.setJMSReplyTo(reply);
            question.write(request);
            context.createProducer().send(ActiveMQJMSClient.createQueue(ADDRESS), request);
            try (var answers = context.createConsumer(reply)) {
                Message answer = answers.receive(ANSWER_LIMIT_MILLIS);
                return answer == null || !JMSManagementHelper.hasOperationSucceeded(answer)
                        ? Optional.empty()
                        : Optional.ofNullable(JMSManagementHelper.getResult(answer));
            }
        } catch (JMSException e) {
            throw new IllegalStateException("P121 the broker does not tell about its queues", e);
        } catch (Exception e) {
            throw new IllegalStateException("P121 the broker's answer cannot be read", e);
        }
    }
}

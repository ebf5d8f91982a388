package org.pirogue.buffer;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import org.springframework.jms.support.converter.MessageConversionException;
import org.springframework.jms.support.converter.MessageConverter;

/** Only text and bytes cross a queue. Ours travel as bytes, which is half the size of text in the journal. */
final class TextOrBytes implements MessageConverter {

    @Override
    public Message toMessage(Object body, Session session) throws JMSException {
        var message = session.createBytesMessage();
        if (body instanceof byte[] bytes) {
            message.writeBytes(bytes);
        } else if (body instanceof String text) {
            message.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        } else {
            throw new MessageConversionException("P421 only text and bytes can be queued, not "
                    + (body == null ? "nothing" : body.getClass().getName()));
        }
        return message;
    }

    /** @return {@code byte[]} or {@code String} */
    @Override
    public Object fromMessage(Message message) throws JMSException {
        if (message instanceof BytesMessage bytes) {
            var body = new byte[Math.toIntExact(bytes.getBodyLength())];
            bytes.reset();
            bytes.readBytes(body);
            return body;
        }
        if (message instanceof TextMessage text && text.getText() != null) {
            return text.getText();
        }
        throw new MessageConversionException("P422 a message that is neither text nor bytes is not read");
    }
}

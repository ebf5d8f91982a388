package org.pirogue.workspace.outlet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.time.ZoneOffset;
import org.pirogue.workspace.contract.EventType;
import org.pirogue.workspace.contract.Promise;

/**
 * The events of one telling. Whatever stands in them is the same at each try, byte for byte: so a receiver may know one that comes twice
 * by its id, and the digest of a version is that of what was sent.
 */
final class CloudEvents {
    private static final JsonFormat FORMAT = new JsonFormat();

    private final Promise promise;
    private final Outgoing telling;

    CloudEvents(Promise promise, Outgoing telling) {
        this.promise = promise;
        this.telling = telling;
    }

    /** @param number of the event in its telling, from 0 */
    Event of(EventType type, int number, ObjectNode data) {
        byte[] body = FORMAT.serialize(CloudEventBuilder.v1()
                .withId(id(number))
                .withSource(URI.create(promise.source()))
                .withType(type.type())
                .withSubject("share-" + promise.share() + "/"
                        + (telling.notice() == null ? "version-" + telling.version() : "notice-" + telling.notice()))
                .withTime(telling.madeAt().atOffset(ZoneOffset.UTC))
                .withDataSchema(URI.create(promise.urn(telling.contract())))
                .withExtension("partitionkey", "share-" + promise.share())
                .withExtension("sequence", String.format("%010d", number))
                .withData("application/json", JsonCloudEventData.wrap(data))
                .build());
        int rows = type == EventType.ROWS ? data.path("rows").size() : 0;
        return new Event(id(number), type.type(), telling.version(), rows, body);
    }

    private String id(int number) {
        if (telling.notice() != null) {
            return promise.share() + "/notice-" + telling.notice() + "/" + number;
        }
        String again = telling.telling() == 1 ? "" : "." + telling.telling();
        return promise.share() + "/" + telling.version() + again + "/" + number;
    }
}

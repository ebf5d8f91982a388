package org.pirogue.workspace.outlet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pirogue.workspace.contract.EventType;
import org.pirogue.workspace.contract.Promise;
import org.pirogue.workspace.dataset.ShareChanges;
import org.pirogue.workspace.dataset.ShareChanges.Kind;
import org.pirogue.workspace.dataset.Shares;

/**
 * One version, told with its rows: begun, its parts, complete. All events are made again at each try, and those that the outlet has are
 * not sent again: so the digest at the end is that of all of them.
 */
final class RowTelling {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Shares.Given given;
    private final Promise promise;
    private final Outgoing outgoing;
    private final OutletSettings settings;
    private final CloudEvents events;
    private final MessageDigest digest = sha256();
    private int number;

    RowTelling(Shares.Given given, Promise promise, Outgoing outgoing, OutletSettings settings) {
        this.given = given;
        this.promise = promise;
        this.outgoing = outgoing;
        this.settings = settings;
        this.events = new CloudEvents(promise, outgoing);
    }

    /**
     * @param changes rows, all of them or what differs
     * @param send takes each event that the outlet does not have yet
     * @return how many rows it had
     */
    long tell(ShareChanges.Changes changes, Consumer<Event> send) {
        Rows rows = new Rows(changes, promise.columns(), promise.key(), settings);
        event(EventType.BEGUN, data(true), send);
        int parts = 0;
        while (rows.hasNext()) {
            ArrayNode part = rows.next();
            parts++;
            ObjectNode data = data(false).put("part", parts);
            data.set("rows", part);
            event(EventType.ROWS, data, send);
        }
        ObjectNode end = data(true);
        end.put("parts", parts)
                .put("added", rows.count(Kind.ADDED))
                .put("changed", rows.count(Kind.CHANGED))
                .put("gone", rows.count(Kind.GONE))
                .put("rows", given.rows())
                .put("digest", HexFormat.of().formatHex(digest.digest()))
                .put("href", settings.link("/api/shares/" + promise.share() + "/rows?format=jsonl"));
        event(EventType.COMPLETE, end, send);
        return rows.count();
    }

    private void event(EventType type, ObjectNode data, Consumer<Event> send) {
        Event event = events.of(type, number, data);
        digest.update(event.body());
        if (number++ >= outgoing.parts()) {
            send.accept(event);
        }
    }

    private ObjectNode data(boolean how) {
        ObjectNode data = JSON.objectNode()
                .put("share", promise.share())
                .put("dataset", promise.dataset())
                .put("version", outgoing.version());
        @Nullable Long since = outgoing.since();
        return how ? data.put("mode", since == null ? "whole" : "changes").put("since", since) : data;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

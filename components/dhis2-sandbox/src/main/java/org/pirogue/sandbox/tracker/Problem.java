package org.pirogue.sandbox.tracker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** One line of a validation report. */
record Problem(String code, String message, Kind kind, String uid, List<String> args) {
    void writeTo(ArrayNode reports) {
        ObjectNode report = reports.addObject()
                .put("message", message)
                .put("errorCode", code)
                .put("trackerType", kind.name())
                .put("uid", uid);
        args.forEach(report.putArray("args")::add);
    }
}

package org.pirogue.sandbox.values;

import java.io.IOException;
import java.util.Optional;
import org.pirogue.sandbox.http.Call;
import org.pirogue.sandbox.http.Endpoints;
import org.pirogue.sandbox.http.Refusal;
import org.pirogue.sandbox.http.Routes;

/** {@code /api/dataValues}: one value at a time, as data entry does. */
final class SingleValues implements Endpoints {
    private final DataValues store;
    private final ValueImport importing;

    SingleValues(DataValues store, ValueImport importing) {
        this.store = store;
        this.importing = importing;
    }

    @Override
    public void register(Routes routes) {
        routes.get("/api/dataValues", this::get);
        routes.post("/api/dataValues", call -> write(call, false));
        routes.delete("/api/dataValues", call -> write(call, true));
    }

    private void get(Call call) throws IOException {
        Optional<DataValue> value = store.get(
                required(call, "de"),
                required(call, "pe"),
                required(call, "ou"),
                call.query("co", DataValues.DEFAULT_COMBO),
                DataValues.DEFAULT_COMBO);
        if (value.isEmpty() || value.get().deleted()) {
            throw Refusal.of(404, "E1005", "Data value does not exist");
        }
        call.json(Call.JSON.createArrayNode().add(value.get().value()));
    }

    private void write(Call call, boolean delete) throws IOException {
        Payload payload = new Payload();
        String value = call.query("value", "");
        int small = ValueCodes.small(value);
        payload.add(
                payload.texts.of(required(call, "de")),
                payload.texts.of(required(call, "ou")),
                payload.texts.of(required(call, "pe")),
                call.query("co").map(payload.texts::of).orElse(Payload.ABSENT),
                Payload.ABSENT,
                delete ? Payload.ABSENT : small >= 0 ? small : payload.longValue(value),
                delete);
        payload.dataSet = call.query("ds").orElse(null);
        Verdict verdict = importing.run(payload, ImportOptions.of(call), call.user());
        if (!verdict.conflicts().isEmpty()) {
            throw Refusal.conflict(
                    "E1004",
                    "Failed to upsert data value: " + verdict.conflicts().get(0).text());
        }
        call.empty(delete ? 204 : 201);
    }

    private static String required(Call call, String name) {
        return call.query(name)
                .orElseThrow(() -> Refusal.page(400, "Required parameter '" + name + "' is not present."));
    }
}

package org.pirogue.sandbox.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.pirogue.sandbox.http.Call;
import org.pirogue.sandbox.http.Endpoints;
import org.pirogue.sandbox.http.Routes;
import org.pirogue.sandbox.instance.Instance;
import org.pirogue.sandbox.metadata.Fields;
import org.pirogue.sandbox.metadata.ObjectView;
import org.pirogue.sandbox.metadata.OrgUnit;
import org.pirogue.sandbox.metadata.User;

/** The signed-in user, and personal access tokens. */
public final class UserEndpoints implements Endpoints {
    private final Instance instance;

    public UserEndpoints(Instance instance) {
        this.instance = instance;
    }

    @Override
    public void register(Routes routes) {
        routes.get("/api/me", this::me);
        routes.get("/api/me.json", this::me);
        routes.get("/api/me/authorities", call -> call.json(call.user().authorities()));
        routes.post("/api/apiTokens", this::createToken);
        routes.post("/api/apiToken", this::createToken);
    }

    private void me(Call call) throws IOException {
        User user = call.user();
        ObjectNode me = instance.metadata()
                .byId("users", user.id())
                .map(ObjectNode::deepCopy)
                .orElseGet(Call.JSON::createObjectNode);
        me.put("name", user.firstName() + " " + user.surname());
        me.set("organisationUnits", references(orgUnits(user)));
        me.set("dataViewOrganisationUnits", references(orgUnits(user)));
        user.authorities().forEach(me.putArray("authorities")::add);
        me.putObject("settings").put("keyUiLocale", "en").put("keyDbLocale", "en");
        call.json(Fields.parse(call.query("fields", "*")).of("users", me, new ObjectView(instance.metadata())));
    }

    /** A super-user without units of its own stands at the top of the tree. */
    private Collection<String> orgUnits(User user) {
        return user.isSuper() && user.orgUnits().isEmpty()
                ? instance.orgUnits().roots().stream().map(OrgUnit::id).toList()
                : List.copyOf(user.orgUnits());
    }

    private static ArrayNode references(Collection<String> ids) {
        ArrayNode array = Call.JSON.createArrayNode();
        ids.forEach(id -> array.addObject().put("id", id));
        return array;
    }

    private void createToken(Call call) throws IOException {
        String uid = instance.uids().next();
        call.setHeader("Location", call.base() + "/api/apiToken/" + uid);
        ObjectNode body = Call.JSON
                .createObjectNode()
                .put("httpStatus", "Created")
                .put("httpStatusCode", 201)
                .put("status", "OK");
        ObjectNode response = body.putObject("response")
                .put("key", instance.users().createToken(call.user().username()))
                .put("uid", uid)
                .put("klass", "org.hisp.dhis.security.apikey.ApiToken");
        response.putArray("errorReports");
        response.put("responseType", "ObjectReport");
        call.json(201, body);
    }
}

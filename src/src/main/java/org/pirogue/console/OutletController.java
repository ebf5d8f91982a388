package org.pirogue.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pirogue.workspace.access.Needs;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.access.Rights;
import org.pirogue.workspace.audit.AuditTrail;
import org.pirogue.workspace.audit.Deed;
import org.pirogue.workspace.audit.Verb;
import org.pirogue.workspace.contract.AsyncApi;
import org.pirogue.workspace.dataset.DatasetVersion;
import org.pirogue.workspace.dataset.Datasets;
import org.pirogue.workspace.dataset.Share;
import org.pirogue.workspace.outlet.Contracts;
import org.pirogue.workspace.outlet.Outlet;
import org.pirogue.workspace.outlet.OutletProblem;
import org.pirogue.workspace.outlet.Outlets;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The REST interface of outlets: where a share's new versions are told, and under which contract. */
@RestController
@RequestMapping("/api/shares/{id}")
class OutletController {
    private final Outlets outlets;
    private final Contracts contracts;
    private final Datasets datasets;
    private final ShareAccess access;
    private final Rights rights;
    private final AuditTrail trail;

    OutletController(
            Outlets outlets,
            Contracts contracts,
            Datasets datasets,
            ShareAccess access,
            Rights rights,
            AuditTrail trail) {
        this.outlets = outlets;
        this.contracts = contracts;
        this.datasets = datasets;
        this.access = access;
        this.rights = rights;
        this.trail = trail;
    }

    @GetMapping("/outlets")
    @Needs(value = Right.RECEIVE, of = Needs.Of.METHOD)
    List<Outlets.State> list(@PathVariable long id) {
        return outlets.of(access.readable(id));
    }

    @PostMapping("/outlets")
    @Needs(value = Right.SHARE, of = Needs.Of.METHOD)
    List<Outlets.State> add(@PathVariable long id, @RequestBody Outlet.Wish wish) {
        Share share = access.owned(id);
        // What cannot be stands nowhere as done.
        outlets.check(share.dataset().workspace(), share.terms().kind(), List.of(wish));
        written(share, "outlets/" + wish.kind());
        outlets.add(share, List.of(wish), rights.caller().name());
        return outlets.of(share);
    }

    @PostMapping("/outlets/{outlet}/remove")
    @Needs(value = Right.SHARE, of = Needs.Of.METHOD)
    List<Outlets.State> remove(@PathVariable long id, @PathVariable long outlet) {
        Share share = access.owned(id);
        written(share, "outlets/" + outlet);
        outlets.remove(share, outlet);
        return outlets.of(share);
    }

    /** All rows once more, by topic and Kafka: the recipient may ask for it, too. */
    @PostMapping("/tell")
    @Needs(value = Right.RECEIVE, of = Needs.Of.METHOD)
    Map<String, Integer> tell(@PathVariable long id) {
        Share share = access.readable(id);
        written(share, "tell");
        return Map.of("outlets", outlets.tellAgain(share));
    }

    /** @param revision of the contract; without one the newest */
    @GetMapping("/schema")
    @Needs(value = Right.RECEIVE, of = Needs.Of.METHOD)
    JsonNode schema(@PathVariable long id, @RequestParam(required = false) @Nullable Integer revision) {
        access.readable(id);
        return contract(id, revision).schema();
    }

    @GetMapping("/asyncapi")
    @Needs(value = Right.RECEIVE, of = Needs.Of.METHOD)
    JsonNode asyncApi(@PathVariable long id) {
        Share share = access.readable(id);
        Contracts.Contract contract = contract(id, null);
        DatasetVersion version =
                datasets.version(share.dataset(), share.version() == null ? share.given() : share.version());
        return new AsyncApi(contracts.promise(share, version), contract.revision()).of(channels(share));
    }

    private List<AsyncApi.Channel> channels(Share share) {
        List<AsyncApi.Channel> channels = new ArrayList<>();
        for (Outlets.State outlet : outlets.of(share)) {
            String name = outlet.kind() + outlet.outlet();
            switch (outlet.kind()) {
                case "topic" -> channels.add(new AsyncApi.Channel(name, "amqp1", outlet.target(), true));
                case "kafka" ->
                    channels.add(
                            new AsyncApi.Channel(name, "kafka", outlet.target().replaceFirst(".*/", ""), true));
                case "webhook" -> channels.add(new AsyncApi.Channel(name, "http", null, false));
                default -> {
                    // A mail is for people.
                }
            }
        }
        return channels;
    }

    private Contracts.Contract contract(long id, @Nullable Integer revision) {
        return contracts
                .find(id, revision)
                .orElseThrow(() -> new OutletProblem(
                        "P732", "share " + id + " has no contract" + (revision == null ? " yet" : " " + revision)));
    }

    private void written(Share share, String what) {
        trail.write(Deed.allowed(
                rights.caller().actor(),
                Verb.SHARE,
                "datasets/" + share.dataset() + "/shares/" + share.id() + "/" + what,
                share.dataset().workspace()));
    }
}

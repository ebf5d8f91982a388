package org.pirogue.console;

import org.pirogue.country.deploy.Deployer;
import org.pirogue.workspace.access.Needs;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.access.Rights;
import org.pirogue.workspace.audit.AuditTrail;
import org.pirogue.workspace.audit.Deed;
import org.pirogue.workspace.audit.Verb;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The country's files: how they stand, and that they are to take effect now. */
@RestController
@RequestMapping("/api/deploy")
class DeployController {
    private final Deployer deployer;
    private final LeftBehind left;
    private final AuditTrail trail;
    private final Rights rights;

    DeployController(Deployer deployer, LeftBehind left, AuditTrail trail, Rights rights) {
        this.deployer = deployer;
        this.left = left;
        this.trail = trail;
        this.rights = rights;
    }

    /** @param check look only */
    record Wish(boolean check) {}

    @Needs(value = Right.OPERATE, of = Needs.Of.COUNTRY)
    @GetMapping
    ApiDeployment now() {
        return ApiDeployment.of(deployer.report(), left.all());
    }

    /** A refusal is an answer: the files were looked at, and this is what is wrong with them. */
    @Needs(value = Right.OPERATE, of = Needs.Of.COUNTRY, writesItself = true)
    @PostMapping
    ApiDeployment deploy(@RequestBody Wish wish) {
        if (wish.check()) {
            return ApiDeployment.of(deployer.check(), left.all());
        }
        trail.write(Deed.allowed(rights.caller().actor(), Verb.DEPLOY, "deploy", null));
        return ApiDeployment.of(deployer.deploy(), left.all());
    }
}

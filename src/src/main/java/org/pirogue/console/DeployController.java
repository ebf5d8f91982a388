package org.pirogue.console;

import org.pirogue.country.deploy.Deployer;
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

    DeployController(Deployer deployer, LeftBehind left) {
        this.deployer = deployer;
        this.left = left;
    }

    /** @param check look only */
    record Wish(boolean check) {}

    @GetMapping
    ApiDeployment now() {
        return ApiDeployment.of(deployer.report(), left.all());
    }

    /** A refusal is an answer: the files were looked at, and this is what is wrong with them. */
    @PostMapping
    ApiDeployment deploy(@RequestBody Wish wish) {
        return ApiDeployment.of(wish.check() ? deployer.check() : deployer.deploy(), left.all());
    }
}

package org.pirogue.console;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pirogue.workspace.access.Needs;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.access.Rights;
import org.pirogue.workspace.secret.SecretBook;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The REST interface of secrets: which there are, set one, remove one. None is ever given out. */
@RestController
@RequestMapping("/api")
class SecretsController {
    private final SecretBook secrets;
    private final Rights rights;

    SecretsController(SecretBook secrets, Rights rights) {
        this.secrets = secrets;
        this.rights = rights;
    }

    /** @param value never shown again, nor logged */
    record Wish(@Nullable String value) {
        @Override
        public String toString() {
            return "a secret";
        }
    }

    /** @param secrets how many are encrypted with a new key now */
    record Rotated(int secrets) {}

    @Needs(value = Right.CONFIGURE, of = Needs.Of.WORKSPACE)
    @GetMapping("/workspaces/{workspace}/secrets")
    List<SecretBook.Known> list(@PathVariable String workspace) {
        return secrets.of(workspace);
    }

    @Needs(value = Right.CONFIGURE, of = Needs.Of.WORKSPACE)
    @PostMapping("/workspaces/{workspace}/secrets/{secret}")
    List<SecretBook.Known> set(@PathVariable String workspace, @PathVariable String secret, @RequestBody Wish wish) {
        secrets.set(
                workspace,
                secret,
                wish.value() == null ? "" : wish.value(),
                rights.caller().name());
        return secrets.of(workspace);
    }

    @Needs(value = Right.CONFIGURE, of = Needs.Of.WORKSPACE)
    @DeleteMapping("/workspaces/{workspace}/secrets/{secret}")
    List<SecretBook.Known> remove(@PathVariable String workspace, @PathVariable String secret) {
        secrets.remove(workspace, secret);
        return secrets.of(workspace);
    }

    /** All of them are encrypted with a new key of the data directory. */
    @Needs(value = Right.CONFIGURE, of = Needs.Of.COUNTRY)
    @PostMapping("/secrets/rotation")
    Rotated rotate() {
        return new Rotated(secrets.rotate());
    }
}

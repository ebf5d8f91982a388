package org.pirogue.console;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How people and programs sign in beside accounts and tokens. The country's own files do not say so: the machine's settings do. */
@ConfigurationProperties("pirogue.sign-in")
public record SignInSettings(@Nullable OpenId oidc) {

    /**
     * A server that people sign in at (OpenID Connect), and that signs the tokens of programs.
     *
     * @param issuer its address, as its tokens say it; it is asked for the rest with the first sign-in
     * @param clientId by which it knows this Pirogue
     * @param clientSecretFile file with the secret that goes with it; null: none, with PKCE
     * @param audience that a program's token must be made for; null: the client id
     * @param nameClaim claim that names the person or program
     * @param rolesClaim claim with the groups or roles that they have there
     * @param roles what these mean here; who has none of them may do nothing
     */
    public record OpenId(
            String issuer,
            String clientId,
            @Nullable String clientSecretFile,
            @Nullable String audience,
            @DefaultValue("preferred_username") String nameClaim,
            @DefaultValue("groups") String rolesClaim,
            @DefaultValue List<Meaning> roles) {

        String expectedAudience() {
            return audience == null ? clientId : audience;
        }
    }

    /** @param value of the claim; {@code workspace}: {@code *} for the country; {@code role} as for members */
    public record Meaning(String value, String workspace, String role) {}
}

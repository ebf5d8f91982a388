package org.pirogue.console;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pirogue.home.Secrets;
import org.pirogue.workspace.access.Caller;
import org.pirogue.workspace.access.Role;
import org.pirogue.workspace.audit.Actor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.util.function.SingletonSupplier;

/**
 * Sign-in by OpenID Connect: people by their browser, programs by tokens that the same server signed. The server is asked about
 * itself with the first sign-in, not at the start.
 */
final class OpenIdSignIn {
    static final String REGISTRATION = "oidc";
    /** Before every name that the server gave: it is no account of ours. */
    static final String NAMED = "oidc:";

    private static final String BEARER = "Bearer ";
    /** Where a browser begins it. */
    static final String AT = "/oauth2/authorization/" + REGISTRATION;

    private final SignInSettings.OpenId settings;

    OpenIdSignIn(SignInSettings.OpenId settings) {
        this.settings = settings;
    }

    void configure(HttpSecurity http) throws Exception {
        var registration = SingletonSupplier.of(this::registration);
        ClientRegistrationRepository registrations = id -> REGISTRATION.equals(id) ? registration.obtain() : null;
        http.oauth2Login(login -> login.loginPage(SignInPage.IN)
                .clientRegistrationRepository(registrations)
                .authorizedClientService(new InMemoryOAuth2AuthorizedClientService(registrations)));
        http.oauth2ResourceServer(
                server -> server.bearerTokenResolver(OpenIdSignIn::token).jwt(jwt -> jwt.decoder(decoder())));
    }

    private ClientRegistration registration() {
        ClientRegistration.Builder builder = ClientRegistrations.fromIssuerLocation(settings.issuer())
                .registrationId(REGISTRATION)
                .clientId(settings.clientId())
                .userNameAttributeName(settings.nameClaim())
                .scope("openid", "profile");
        return settings.clientSecretFile() == null
                ? builder.clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                        .build()
                : builder.clientSecret(Secrets.read(Path.of(settings.clientSecretFile())))
                        .build();
    }

    /** Signature, issuer, time and audience: a token that was made for another program is none for us. */
    JwtDecoder decoder() {
        return new SupplierJwtDecoder(() -> {
            NimbusJwtDecoder decoder =
                    NimbusJwtDecoder.withIssuerLocation(settings.issuer()).build();
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                    JwtValidators.createDefaultWithIssuer(settings.issuer()),
                    new JwtClaimValidator<Collection<String>>(
                            JwtClaimNames.AUD,
                            audience -> audience != null && audience.contains(settings.expectedAudience())),
                    new JwtClaimValidator<Object>(JwtClaimNames.EXP, end -> end != null)));
            return decoder;
        });
    }

    /** Only what may be one of theirs: ours are none. */
    private static @Nullable String token(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.startsWith(BEARER) || TokenSignIn.isOurs(request)) {
            return null;
        }
        String token = header.substring(BEARER.length()).strip();
        return token.chars().filter(each -> each == '.').count() == 2 ? token : null;
    }

    /** Empty where it is none of theirs. @param principal as Spring Security knows it */
    Optional<Caller> caller(@Nullable Object principal) {
        if (principal instanceof OidcUser person) {
            return Optional.of(caller(person, Actor.Kind.PERSON));
        }
        return principal instanceof Jwt token ? Optional.of(caller(token, Actor.Kind.MACHINE)) : Optional.empty();
    }

    private Caller caller(ClaimAccessor claims, Actor.Kind kind) {
        String name = claims.getClaimAsString(settings.nameClaim());
        List<String> had = claims.getClaimAsStringList(settings.rolesClaim());
        Map<String, Set<Role>> roles = new TreeMap<>();
        for (SignInSettings.Meaning meaning : settings.roles()) {
            if (had != null && had.contains(meaning.value())) {
                Role.named(meaning.role()).ifPresent(role -> roles.computeIfAbsent(
                                meaning.workspace(), none -> EnumSet.noneOf(Role.class))
                        .add(role));
            }
        }
        String subject = claims.getClaimAsString(JwtClaimNames.SUB);
        return Caller.of(NAMED + (name == null ? subject : name), kind, roles, null);
    }
}

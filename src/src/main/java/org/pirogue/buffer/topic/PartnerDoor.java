package org.pirogue.buffer.topic;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.utils.CertificateUtil;
import org.jspecify.annotations.Nullable;
import org.pirogue.buffer.topic.PartnerTrail.Kind;
import org.pirogue.buffer.topic.PartnerTrail.Who;

/** Lets partners in, and knows those who are inside, each with the connection that it came by. */
final class PartnerDoor {
    private final Partners partners;
    private final Function<String, PartnerLimits> limits;
    private final Refusals refusals;
    private final Map<Object, Guest> inside = new ConcurrentHashMap<>();

    PartnerDoor(Partners partners, Function<String, PartnerLimits> limits, Refusals refusals) {
        this.partners = partners;
        this.limits = limits;
        this.refusals = refusals;
    }

    /** A partner inside. @param proof of what it signed in with: the broker asks for it again and again */
    record Guest(Partners.Pass pass, RemotingConnection connection, String proof) {
        Who who() {
            return new Who(pass.partner(), Kind.PARTNER);
        }
    }

    Optional<Guest> let(@Nullable String name, @Nullable String secret, @Nullable RemotingConnection connection) {
        if (connection == null) {
            return Optional.empty();
        }
        String proof = proof(name, secret);
        Guest before = inside.get(connection.getID());
        if (before != null) {
            return before.proof().equals(proof) ? Optional.of(before) : Optional.empty();
        }
        return pass(name, secret, connection).flatMap(pass -> enter(new Guest(pass, connection, proof)));
    }

    private Optional<Partners.Pass> pass(
            @Nullable String name, @Nullable String secret, RemotingConnection connection) {
        Optional<Partners.Pass> pass = secret == null
                ? commonName(connection).flatMap(partners::byCertificate)
                : name == null ? Optional.empty() : partners.signIn(name, secret);
        if (pass.isEmpty()) {
            refusals.signIn(new Who(name == null || secret == null ? "" : name, Kind.STRANGER));
        }
        return pass;
    }

    private synchronized Optional<Guest> enter(Guest guest) {
        String partner = guest.pass().partner();
        long there = inside.values().stream()
                .filter(other -> other.pass().partner().equals(partner))
                .count();
        if (there >= limits.apply(partner).connections()) {
            refusals.tell(guest.who(), "connect", "connections");
            return Optional.empty();
        }
        inside.put(guest.connection().getID(), guest);
        refusals.signedIn(guest.who());
        return Optional.of(guest);
    }

    void left(RemotingConnection connection) {
        inside.remove(connection.getID());
    }

    Optional<Guest> guest(RemotingConnection connection) {
        return Optional.ofNullable(inside.get(connection.getID()));
    }

    Collection<Guest> guests() {
        return List.copyOf(inside.values());
    }

    /** @throws RuntimeException where nobody can tell */
    Set<String> workspaces(Partners.Pass pass) {
        return partners.workspaces(pass);
    }

    PartnerLimits limits(String partner) {
        return limits.apply(partner);
    }

    Refusals refusals() {
        return refusals;
    }

    private static Optional<String> commonName(RemotingConnection connection) {
        var chain = CertificateUtil.getCertsFromConnection(connection);
        if (chain == null || chain.length == 0) {
            return Optional.empty();
        }
        try {
            return new LdapName(chain[0].getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(Rdn::getValue)
                            .map(String::valueOf)
                            .findFirst();
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }

    private static String proof(@Nullable String name, @Nullable String secret) {
        try {
            byte[] both = (name + "\n" + secret).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(both));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

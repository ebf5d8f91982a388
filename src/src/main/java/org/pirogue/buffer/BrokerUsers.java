package org.pirogue.buffer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Principal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.NoCacheLoginException;
import org.apache.activemq.artemis.spi.core.security.jaas.RolePrincipal;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.apache.activemq.artemis.utils.CompositeAddress;
import org.jspecify.annotations.Nullable;
import org.pirogue.buffer.PartnerTrail.Kind;
import org.pirogue.buffer.PartnerTrail.Who;

/**
 * Who may speak to the embedded broker: Pirogue itself, the configured clients, and partners, who may consume their topics. There
 * is no default user and no trusted transport: whoever gives no name is nobody, connections inside this JVM included.
 */
final class BrokerUsers implements ActiveMQSecurityManager5 {

    static final String INTERNAL = "pirogue-internal";

    private final Map<String, String> passwords;
    private final @Nullable PartnerDoor door;

    /** @param passwords by user name, {@link #INTERNAL} among them */
    BrokerUsers(Map<String, String> passwords, @Nullable PartnerDoor door) {
        this.passwords = Map.copyOf(passwords);
        this.door = door;
    }

    private record Inside(PartnerDoor.Guest guest) implements Principal {
        @Override
        public String getName() {
            return guest.pass().partner();
        }
    }

    static String senderRole(String client) {
        return client + ":send";
    }

    static String receiverRole(String client) {
        return client + ":consume";
    }

    @Override
    public @Nullable Subject authenticate(
            @Nullable String user,
            @Nullable String password,
            @Nullable RemotingConnection connection,
            @Nullable String securityDomain)
            throws NoCacheLoginException {
        if (user != null && passwords.containsKey(user)) {
            return known(user, password);
        }
        return Optional.ofNullable(door)
                .flatMap(found -> found.let(user, password, connection))
                .map(BrokerUsers::partner)
                .orElse(null);
    }

    private @Nullable Subject known(String user, @Nullable String password) {
        if (!validateUser(user, password)) {
            if (door != null) {
                door.refusals().signIn(new Who(user, Kind.CLIENT));
            }
            return null;
        }
        var subject = new Subject();
        subject.getPrincipals().add(new UserPrincipal(user));
        subject.getPrincipals().add(new RolePrincipal(user));
        subject.getPrincipals().add(new RolePrincipal(senderRole(user)));
        subject.getPrincipals().add(new RolePrincipal(receiverRole(user)));
        return subject;
    }

    private static Subject partner(PartnerDoor.Guest guest) {
        var subject = new Subject();
        subject.getPrincipals().add(new UserPrincipal(guest.pass().partner()));
        subject.getPrincipals()
                .add(new RolePrincipal(TopicRoles.PARTNER + guest.pass().partner()));
        subject.getPrincipals().add(new Inside(guest));
        return subject;
    }

    /** @param address with the name of a queue behind, where it is about one */
    @Override
    public boolean authorize(Subject subject, Set<Role> roles, CheckType right, String address) {
        var names = subject.getPrincipals(RolePrincipal.class).stream()
                .map(RolePrincipal::getName)
                .toList();
        var inside =
                subject.getPrincipals(Inside.class).stream().map(Inside::guest).findFirst();
        boolean may = roles.stream().anyMatch(role -> right.hasRole(role) && names.contains(role.getName()))
                && (inside.isEmpty() || receives(inside.get(), right, address));
        if (!may && door != null) {
            String name = subject.getPrincipals(UserPrincipal.class).stream()
                    .map(UserPrincipal::getName)
                    .findFirst()
                    .orElse("");
            door.refusals()
                    .tell(inside.map(PartnerDoor.Guest::who).orElse(new Who(name, Kind.CLIENT)), word(right), address);
        }
        return may;
    }

    /** Its topics are its workspaces', and its subscriptions have its name; why a new one may not be made is told by {@link TopicRules}. */
    private boolean receives(PartnerDoor.Guest guest, CheckType right, String text) {
        SimpleString given = SimpleString.of(text);
        String address = CompositeAddress.extractAddressName(given).toString();
        boolean own = right == CheckType.CREATE_DURABLE_QUEUE
                || !CompositeAddress.isFullyQualified(text)
                || SubscriptionName.isQueueOf(
                        guest.pass().partner(),
                        CompositeAddress.extractQueueName(given).toString());
        return own
                && door != null
                && TopicAddress.of(address)
                        .filter(topic -> door.workspaces(guest.pass()).contains(topic.workspace()))
                        .isPresent();
    }

    private static String word(CheckType right) {
        return right.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public boolean validateUser(@Nullable String user, @Nullable String password) {
        if (user == null || password == null) {
            return false;
        }
        var expected = passwords.get(user);
        return expected != null && MessageDigest.isEqual(bytes(expected), bytes(password));
    }

    /** Without a subject nobody has a right. The broker asks {@link #authorize} instead. */
    @Override
    public boolean validateUserAndRole(
            @Nullable String user, @Nullable String password, Set<Role> roles, CheckType right) {
        return false;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package org.pirogue.buffer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.NoCacheLoginException;
import org.apache.activemq.artemis.spi.core.security.jaas.RolePrincipal;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.jspecify.annotations.Nullable;
import org.pirogue.buffer.topic.PartnerAccess;
import org.pirogue.buffer.topic.PartnerSide;

/**
 * Who may speak to the embedded broker: Pirogue itself, the configured clients, and partners, who may consume their topics. There
 * is no default user and no trusted transport: whoever gives no name is nobody, connections inside this JVM included.
 */
final class BrokerUsers implements ActiveMQSecurityManager5 {

    static final String INTERNAL = PartnerSide.INTERNAL;

    private final Map<String, String> passwords;
    private final @Nullable PartnerAccess partners;

    /** @param passwords by user name, {@link #INTERNAL} among them */
    BrokerUsers(Map<String, String> passwords, @Nullable PartnerAccess partners) {
        this.passwords = Map.copyOf(passwords);
        this.partners = partners;
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
        return Optional.ofNullable(partners)
                .flatMap(found -> found.authenticate(user, password, connection))
                .orElse(null);
    }

    private @Nullable Subject known(String user, @Nullable String password) {
        if (!validateUser(user, password)) {
            if (partners != null) {
                partners.refused(user);
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

    /** @param address with the name of a queue behind, where it is about one */
    @Override
    public boolean authorize(Subject subject, Set<Role> roles, CheckType right, String address) {
        var names = subject.getPrincipals(RolePrincipal.class).stream()
                .map(RolePrincipal::getName)
                .toList();
        boolean may = roles.stream().anyMatch(role -> right.hasRole(role) && names.contains(role.getName()))
                && (partners == null || partners.reaches(subject, right, address));
        if (!may && partners != null) {
            partners.refused(subject, right, address);
        }
        return may;
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

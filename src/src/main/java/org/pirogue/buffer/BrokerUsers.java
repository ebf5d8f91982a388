package org.pirogue.buffer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
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

/**
 * Who may speak to the embedded broker: Pirogue itself and the configured clients. There is no default user and no
 * trusted transport: whoever gives no name is nobody, connections inside this JVM included.
 */
final class BrokerUsers implements ActiveMQSecurityManager5 {

    static final String INTERNAL = "pirogue-internal";

    private final Map<String, String> passwords;

    /** @param passwords by user name, {@link #INTERNAL} among them */
    BrokerUsers(Map<String, String> passwords) {
        this.passwords = Map.copyOf(passwords);
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
            RemotingConnection connection,
            @Nullable String securityDomain)
            throws NoCacheLoginException {
        if (!validateUser(user, password)) {
            return null;
        }
        var subject = new Subject();
        subject.getPrincipals().add(new UserPrincipal(user));
        subject.getPrincipals().add(new RolePrincipal(user));
        subject.getPrincipals().add(new RolePrincipal(senderRole(user)));
        subject.getPrincipals().add(new RolePrincipal(receiverRole(user)));
        return subject;
    }

    @Override
    public boolean authorize(Subject subject, Set<Role> roles, CheckType right, String address) {
        var names = subject.getPrincipals(RolePrincipal.class).stream()
                .map(RolePrincipal::getName)
                .toList();
        return roles.stream().anyMatch(role -> right.hasRole(role) && names.contains(role.getName()));
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

package org.pirogue.workspace.outlet;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.core5.net.InetAddressUtils;

/**
 * Whether a webhook may lie where it says: nobody may make Pirogue speak to machines that only Pirogue can reach. Looked at when it is
 * asked for, and again with each connection, for the very address that is connected to: names change.
 */
final class WebhookAddress implements DnsResolver {
    private static final int LONGEST = 2000;

    private final OutletSettings settings;

    WebhookAddress(OutletSettings settings) {
        this.settings = settings;
    }

    /** @throws Undelivered P734 where it may not be; @throws IllegalArgumentException where it is none */
    void check(URI url) {
        String host = url.getHost();
        if (host == null
                || url.getUserInfo() != null
                || url.getFragment() != null
                || url.toString().length() > LONGEST
                || url.getScheme() == null) {
            throw new IllegalArgumentException(url.getScheme());
        }
        boolean https = url.getScheme().equalsIgnoreCase("https");
        if (!https && !(url.getScheme().equalsIgnoreCase("http") && isAllowed(host) && isThisMachine(host))) {
            throw Undelivered.never("P734", "a webhook is spoken to by https");
        }
        if (isLiteral(host) && !isAllowed(host)) {
            refuse(literal(host));
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = SystemDefaultDnsResolver.INSTANCE.resolve(host);
        if (!isAllowed(host)) {
            for (InetAddress each : found) {
                refuse(each);
            }
        }
        return found;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
    }

    private boolean isAllowed(String host) {
        return settings.privateHosts().contains(host.toLowerCase(Locale.ROOT));
    }

    private static boolean isThisMachine(String host) {
        return host.equalsIgnoreCase("localhost")
                || (isLiteral(host) && literal(host).isLoopbackAddress());
    }

    private static boolean isLiteral(String host) {
        return host.startsWith("[") || InetAddressUtils.isIPv4(host);
    }

    private static InetAddress literal(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException none) {
            throw new IllegalArgumentException(none);
        }
    }

    private static void refuse(InetAddress address) {
        if (isPrivate(address)) {
            throw Undelivered.never(
                    "P734",
                    "the webhook lies at a private address: an administrator may allow its host by"
                            + " pirogue.outlets.private-hosts");
        }
    }

    static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || (address instanceof Inet4Address && isSpecial(bytes))
                || (address instanceof Inet6Address && isSpecialOfSix(bytes));
    }

    /** 0/8, shared 100.64/10, 192.0.0/24, benchmarks 198.18/15, and 240/4. */
    private static boolean isSpecial(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        return first == 0
                || first >= 240
                || (first == 100 && second >= 64 && second < 128)
                || (first == 192 && second == 0 && bytes[2] == 0)
                || (first == 198 && (second == 18 || second == 19));
    }

    /** Unique local fc00::/7; and what carries an address of version 4 within: 64:ff9b::/96, 2002::/16, ::/96. */
    private static boolean isSpecialOfSix(byte[] bytes) {
        int first = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
        boolean zeros = true;
        for (int at = 0; at < 12; at++) {
            zeros &= bytes[at] == 0;
        }
        return (first & 0xfe00) == 0xfc00 || first == 0x2002 || first == 0x0064 || zeros;
    }
}

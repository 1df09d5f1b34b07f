// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr.domain;

import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where callbacks may go, by the organisation that sent the request. Nobody else's server can be
 * made to receive one: the operator names each host, for one organisation of one tenant. That of a
 * controller is not that of the processors that work for it, which may work against each other.
 *
 * @param allowed entries such as {@code helios/rhone-telecom=callbacks.rhone.example}
 * @param plain whether {@code http} is allowed, too: in demonstrations and tests only
 */
public record CallbackHosts(Set<String> allowed, boolean plain) {

    private static final Pattern ENTRY =
            Pattern.compile(
                    "([a-z0-9][a-z0-9-]{0,62}/[a-z0-9][a-z0-9-]{0,62})"
                            + "=([a-z0-9.-]{1,253})(?::([0-9]{1,5}))?");

    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final int LONGEST = 500;

    /** Copies the entries. */
    public CallbackHosts {
        allowed = Set.copyOf(allowed);
    }

    /**
     * Reads the entries of the setting.
     *
     * @throws IllegalArgumentException that quotes the one that cannot be read
     */
    public static CallbackHosts of(Collection<String> entries, boolean plain) {
        Set<String> allowed = new HashSet<>();
        for (String entry : entries) {
            Matcher parts = ENTRY.matcher(entry.strip());
            if (!parts.matches()) {
                throw new IllegalArgumentException(
                        "\"" + entry + "\" is not of the form tenant/organisation=host[:port]");
            }
            String port = parts.group(3) == null ? Integer.toString(HTTPS) : parts.group(3);
            allowed.add(parts.group(1) + "=" + parts.group(2) + ":" + port);
        }
        return new CallbackHosts(allowed, plain);
    }

    /** Whether callbacks may go there for requests that this organisation sent. */
    public boolean allow(String tenant, String organisation, URI url) {
        String host = url.getHost();
        return host != null
                && url.toString().length() <= LONGEST
                && isHttp(url)
                && url.getRawUserInfo() == null
                && url.getRawFragment() == null
                && allowed.contains(
                        "%s/%s=%s:%d"
                                .formatted(
                                        tenant,
                                        organisation,
                                        host.toLowerCase(Locale.ROOT),
                                        port(url)));
    }

    private boolean isHttp(URI url) {
        return "https".equals(url.getScheme()) || (plain && "http".equals(url.getScheme()));
    }

    private static int port(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return "https".equals(url.getScheme()) ? HTTPS : HTTP;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which hosts an address names, and whether what is sent there leaves this machine. In doubt it
 * does.
 */
public final class Addresses {

    private static final Pattern URL =
            Pattern.compile("(?:[a-z][a-z+.-]*:)*//([^/?#]*)(?:/[^?#]*)?(?:\\?([^#]*))?.*");
    private static final Pattern PORT = Pattern.compile(":\\d*$");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");

    private Addresses() {}

    /** Whether a URL, possibly of several hosts, is on this machine or a Unix socket. */
    public static boolean stays(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            return false;
        }
        String socket = parameter(url, "host");
        if (!socket.isEmpty()) {
            return socket.startsWith("/");
        }
        String authority = parts.group(1).substring(parts.group(1).lastIndexOf('@') + 1);
        return allStay(Arrays.asList(authority.split(",", -1)));
    }

    /** Whether all hosts, each with or without a port, are on this machine or Unix sockets. */
    static boolean allStay(List<String> hosts) {
        return hosts.stream().allMatch(Addresses::hostStays);
    }

    /** The value of a parameter in a URL's query; empty without one. */
    static String parameter(String url, String name) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches() || parts.group(2) == null) {
            return "";
        }
        return Arrays.stream(parts.group(2).split("&", -1))
                .filter(parameter -> parameter.startsWith(name + "="))
                .map(parameter -> parameter.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    private static boolean hostStays(String hostAndPort) {
        String host = PORT.matcher(hostAndPort.strip().toLowerCase(Locale.ROOT)).replaceFirst("");
        return LOOPBACK.matcher(host).matches() || host.startsWith("%2f");
    }
}

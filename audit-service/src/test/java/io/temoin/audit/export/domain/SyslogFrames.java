// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes a stream apart: {@code MSG-LEN SP SYSLOG-MSG}, repeated (RFC 6587 §3.4.1). */
public final class SyslogFrames {

    private SyslogFrames() {}

    /** The messages that are whole; the last one may be cut off. */
    public static List<String> of(byte[] octets) {
        List<String> messages = new ArrayList<>();
        int at = 0;
        while (at < octets.length) {
            int length = 0;
            while (at < octets.length && octets[at] != ' ') {
                if (octets[at] < '0' || octets[at] > '9') {
                    throw new AssertionError("a length has digits only");
                }
                length = length * 10 + octets[at++] - '0';
            }
            int end = at + 1 + length;
            if (end > octets.length) {
                return messages;
            }
            messages.add(
                    new String(Arrays.copyOfRange(octets, at + 1, end), StandardCharsets.UTF_8));
            at = end;
        }
        return messages;
    }
}

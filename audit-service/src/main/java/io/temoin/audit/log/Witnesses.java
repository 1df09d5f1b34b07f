// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.quarkus.runtime.Startup;
import io.temoin.audit.AuditConfig;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.trust.TrustPolicy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Whom the operator named as witnesses, and how many of them are enough. The file is a policy
 * (c2sp.org/tlog-policy) without logs; with those, it is what a stranger verifies by. Safe for
 * several threads.
 */
@Singleton
@Startup // a mistake in the file must not wait for the first checkpoint
class Witnesses {

    private static final List<String> SCHEMES = List.of("https", "http");
    private static final String NOBODY = "quorum none\n";

    /** A witness, and where it is asked. */
    record Witness(VerifierKey key, URI address) {}

    private final byte[] file;
    private final TrustPolicy policy;
    private final List<Witness> all;

    Witnesses(AuditConfig config) {
        this.file = config.log().witnesses().map(Witnesses::read).orElse(bytes(NOBODY));
        this.policy = parse(file);
        this.all = policy.witnesses().stream().map(key -> witness(policy, key)).toList();
    }

    private static TrustPolicy parse(byte[] file) {
        TrustPolicy policy;
        try {
            policy = TrustPolicy.parse(file);
        } catch (Untrusted fault) {
            throw new IllegalStateException("the witness file: " + fault.getMessage(), fault);
        }
        if (!policy.logs().isEmpty()) {
            throw new IllegalStateException(
                    "the witness file names a log; it may name witnesses only");
        }
        return policy;
    }

    /** All of them, in the order of the file. */
    List<Witness> all() {
        return all;
    }

    /** The keys of all of them. */
    List<VerifierKey> keys() {
        return policy.witnesses();
    }

    /** Whether the cosignatures of these are enough. */
    boolean areEnough(Set<VerifierKey> cosigners) {
        return policy.quorum().satisfiedBy(cosigners);
    }

    /**
     * The policy by which a stranger verifies the checkpoints of a log that signs with these: what
     * is in the file comes in it octet by octet, as a policy is no text in one encoding.
     */
    byte[] policy(List<VerifierKey> keysOfLog) {
        StringBuilder lines = new StringBuilder();
        keysOfLog.forEach(key -> lines.append("log ").append(key).append('\n'));
        byte[] logs = bytes(lines.toString());
        byte[] policy = Arrays.copyOf(logs, logs.length + file.length);
        System.arraycopy(file, 0, policy, logs.length, file.length);
        return policy;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Witness witness(TrustPolicy policy, VerifierKey key) {
        String address = policy.addresses().get(key);
        if (address == null) {
            throw new IllegalStateException("the witness " + key.name() + " has no address");
        }
        return new Witness(key, address(address, key));
    }

    /** Plain HTTP is enough: what is sent is public, and what is answered is verified. */
    private static URI address(String address, VerifierKey key) {
        try {
            URI uri = URI.create(address.endsWith("/") ? address : address + "/");
            if (SCHEMES.contains(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (IllegalArgumentException fault) {
            throw new IllegalStateException(
                    "the address of the witness " + key.name() + " is invalid", fault);
        }
        throw new IllegalStateException(
                "the address of the witness " + key.name() + " is not an http or https address");
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("the witness file cannot be read: " + file, failure);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.KeyedFor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.shredding.keys.Fingerprints;
import io.temoin.shredding.keys.KeyPurpose;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns a request into the circumstances of a command. The command id is derived from the
 * Idempotency-Key (draft-ietf-httpapi-idempotency-key-header), so that a repeated request is the
 * same command, today and in ten years.
 *
 * <p>A key belongs to one actor: tenant, organisation, actor and operation are its scope. The same
 * key from anybody else is a new request, decided on its own and recorded in their own name.
 */
@ApplicationScoped
public class Commands {

    private static final String HEADER = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,128}");

    private final Fingerprints fingerprints;
    private final ObjectMapper json;
    private final Clock clock;

    Commands(
            @KeyedFor(KeyPurpose.COMMANDS) Fingerprints fingerprints,
            ObjectMapper json,
            Clock clock) {
        this.fingerprints = fingerprints;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Circumstances of a POST command.
     *
     * @param operation names the operation and the resource it addresses
     * @param idempotencyKey the header; missing or malformed is refused
     * @param body the request; only its keyed hash is kept
     */
    public EventMetadata of(
            Caller caller,
            String operation,
            @Nullable String idempotencyKey,
            @Nullable Object body) {
        if (idempotencyKey == null || idempotencyKey.isBlank()) {
            throw ChassisProblem.IDEMPOTENCY_KEY_MISSING.at(
                    HEADER,
                    "Send an Idempotency-Key header of 1 to 128 visible characters, and the same"
                            + " one when you repeat the request.");
        }
        if (!KEY.matcher(idempotencyKey).matches()) {
            throw ChassisProblem.IDEMPOTENCY_KEY_INVALID.at(
                    HEADER, "Idempotency-Key must be 1 to 128 visible ASCII characters.");
        }
        String scope = scope(caller, operation, idempotencyKey);
        return metadata(caller, scope, hash(caller, scope, body));
    }

    /** Circumstances of a command whose resource, named by the caller, identifies the request. */
    public EventMetadata natural(Caller caller, String operation, String identity) {
        return metadata(caller, scope(caller, operation, identity), null);
    }

    /** A key is unique within one actor's use of one operation, never across actors. */
    private static String scope(Caller caller, String operation, String key) {
        return String.join("\n", caller.organisation(), caller.actor(), operation, key);
    }

    private EventMetadata metadata(Caller caller, String scope, @Nullable String requestHash) {
        byte[] mac =
                fingerprints.of(caller.tenant(), "command", scope.getBytes(StandardCharsets.UTF_8));
        return new EventMetadata(
                caller.tenant(),
                caller.asActor(),
                idOf(mac),
                requestHash,
                caller.correlation(),
                null,
                caller.traceparent(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /**
     * Bound to the scope, which is stored nowhere: otherwise a phone number in a body could be
     * found by trying all of them.
     */
    private String hash(Caller caller, String scope, @Nullable Object body) {
        try {
            byte[] request = json.writeValueAsBytes(body);
            byte[] bound = (scope + "\0").getBytes(StandardCharsets.UTF_8);
            byte[] both = Arrays.copyOf(bound, bound.length + request.length);
            System.arraycopy(request, 0, both, bound.length, request.length);
            byte[] mac = fingerprints.of(caller.tenant(), "request", both);
            return HexFormat.of().formatHex(mac, 0, 16);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("a request must be writable as JSON", failure);
        }
    }

    /**
     * The id of a command that stands for something: a version 8 UUID (RFC 9562 §5.8).
     *
     * @param hash of what it stands for; its first 122 bits are taken
     */
    public static UUID idOf(byte[] hash) {
        ByteBuffer buffer = ByteBuffer.wrap(hash);
        long high = (buffer.getLong() & 0xffffffffffff0fffL) | 0x8000L;
        long low = (buffer.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.StrictJson;
import io.temoin.chassis.requests.Uuids;
import io.temoin.eventsourcing.JsonPointers;
import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.rights.domain.RequestType;
import io.temoin.retention.rights.opendsr.OpenDsrBodies.Identity;
import io.temoin.retention.rights.opendsr.OpenDsrBodies.Submission;
import io.temoin.retention.rights.opendsr.domain.OpenDsrProblem;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request from the bytes that arrived, which have to be answered as they were. A member
 * that is not known is refused; only the extensions of other processors, which are sent the same
 * request, are passed over.
 */
final class OpenDsrReading {

    private static final Set<String> MEMBERS =
            Set.of(
                    "regulation",
                    "subject_request_id",
                    "subject_request_type",
                    "submitted_time",
                    "subject_identities",
                    "api_version",
                    "status_callback_urls",
                    "extensions");

    private static final Set<String> IDENTITY =
            Set.of("identity_type", "identity_value", "identity_format");

    private static final Map<String, RequestType> TYPES =
            Map.of(
                    "access", RequestType.ACCESS,
                    "portability", RequestType.PORTABILITY,
                    "erasure", RequestType.ERASURE,
                    "rectification", RequestType.RECTIFICATION);

    private static final Pattern VERSION = Pattern.compile("2\\.[0-9]{1,3}");
    private static final Pattern PARTY = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final int RANDOM_UUID = 4;
    private static final int LONGEST_VALUE = 40;
    private static final int LONGEST_TEXT = 500;

    /** When the GDPR began to apply: no request is older. */
    private static final Instant EARLIEST = Instant.parse("2018-05-25T00:00:00Z");

    /** Two clocks are never quite the same. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    /**
     * A request that was read.
     *
     * @param type what the person asks for
     * @param controller to whom it is addressed; absent when to its sender
     * @param number the person's, as it was written
     */
    record ReadRequest(
            Submission submission, RequestType type, @Nullable String controller, String number) {

        @Override
        public String toString() {
            return "ReadRequest[" + submission + "]";
        }
    }

    private OpenDsrReading() {}

    /**
     * Reads a request.
     *
     * @param domain under which this service's extension is
     * @throws Rejected with a pointer to what cannot be read, or is not supported
     */
    static ReadRequest read(byte @Nullable [] body, String domain, Instant now) {
        List<JsonNode> values = StrictJson.values(body);
        if (values.size() != 1 || !values.getFirst().isObject()) {
            throw invalid("", "Send a JSON object.");
        }
        JsonNode request = values.getFirst();
        requireKnown("", request, MEMBERS);
        require(
                "/regulation",
                OpenDsrBodies.GDPR.equals(text(request, "", "regulation")),
                "Only requests under the GDPR are taken in: gdpr.");
        String version = optional(request, "", "api_version");
        require(
                "/api_version",
                version == null || VERSION.matcher(version).matches(),
                "Only version 2 of OpenDSR is supported: 2.0.");
        String type = text(request, "", "subject_request_type");
        RequestType right = TYPES.get(type);
        if (right == null) {
            throw invalid(
                    "/subject_request_type",
                    "State access, portability, erasure or rectification.");
        }
        Identity identity = identity(request.path("subject_identities"));
        Submission submission =
                new Submission(
                        OpenDsrBodies.GDPR,
                        id(text(request, "", "subject_request_id")),
                        type,
                        submitted(text(request, "", "submitted_time"), now),
                        List.of(identity),
                        version,
                        callbacks(request.path("status_callback_urls")),
                        null);
        return new ReadRequest(
                submission,
                right,
                controller(request.path("extensions"), domain),
                identity.identityValue());
    }

    private static UUID id(String text) {
        UUID id = Uuids.parse(text);
        if (id == null || id.version() != RANDOM_UUID) {
            throw invalid("/subject_request_id", "State a UUID of version 4.");
        }
        return id;
    }

    private static Instant submitted(String text, Instant now) {
        try {
            Instant at = OffsetDateTime.parse(text).toInstant();
            if (!at.isBefore(EARLIEST) && !at.isAfter(now.plus(SKEW))) {
                return at.truncatedTo(ChronoUnit.MICROS);
            }
        } catch (DateTimeException _) {
            // is no moment either
        }
        throw invalid(
                "/submitted_time",
                "State a moment since 25 May 2018 that has passed, such as 2026-11-24T09:00:00Z.");
    }

    /** One person has asked, and each number is perhaps another one's. */
    private static Identity identity(JsonNode identities) {
        if (!identities.isArray() || identities.isEmpty()) {
            throw invalid("/subject_identities", "State the identity of the person.");
        }
        List<Identity> read = new ArrayList<>();
        for (int i = 0; i < identities.size(); i++) {
            read.add(identity("/subject_identities/" + i, identities.get(i)));
        }
        require(
                "/subject_identities",
                read.size() == 1,
                "State one identity: send a request for each number.");
        return read.getFirst();
    }

    private static Identity identity(String pointer, JsonNode identity) {
        require(pointer, identity.isObject(), "State an object.");
        requireKnown(pointer, identity, IDENTITY);
        if (!OpenDsrBodies.PHONE_NUMBER.equals(text(identity, pointer, "identity_type"))) {
            throw Rejected.at(
                    pointer + "/identity_type",
                    OpenDsrProblem.IDENTITY_UNSUPPORTED,
                    "People are found by phone_number only. Send the identities that the discovery"
                            + " lists, and no other.");
        }
        if (!OpenDsrBodies.RAW.equals(text(identity, pointer, "identity_format"))) {
            throw Rejected.at(
                    pointer + "/identity_format",
                    OpenDsrProblem.IDENTITY_UNSUPPORTED,
                    "A number is found only if it is raw: no hash of it can be looked up.");
        }
        String value = text(identity, pointer, "identity_value");
        require(
                pointer + "/identity_value",
                value.length() <= LONGEST_VALUE,
                "This is not a possible phone number.");
        return new Identity(OpenDsrBodies.PHONE_NUMBER, value, OpenDsrBodies.RAW);
    }

    private static @Nullable List<String> callbacks(JsonNode urls) {
        if (urls.isMissingNode() || urls.isNull()) {
            return null;
        }
        require(
                "/status_callback_urls",
                urls.isArray() && urls.size() <= OpenDsrBodies.MOST_CALLBACKS,
                "State at most 5 addresses.");
        List<String> read = new ArrayList<>();
        for (int i = 0; i < urls.size(); i++) {
            String pointer = "/status_callback_urls/" + i;
            require(pointer, urls.get(i).isTextual(), "State a URL.");
            read.add(urls.get(i).textValue());
        }
        return read.stream().distinct().toList();
    }

    private static @Nullable String controller(JsonNode extensions, String domain) {
        if (extensions.isMissingNode() || extensions.isNull()) {
            return null;
        }
        require("/extensions", extensions.isObject(), "State an object.");
        String name = named(extensions, domain);
        if (name == null) {
            return null;
        }
        JsonNode own = extensions.path(name);
        String pointer = JsonPointers.member("/extensions", name);
        require(pointer, own.isObject(), "State an object.");
        requireKnown(pointer, own, Set.of("controller"));
        String controller = text(own, pointer, "controller");
        require(
                pointer + "/controller",
                PARTY.matcher(controller).matches(),
                "A controller is an id of lower-case letters, digits and -.");
        return controller;
    }

    /** The member of a domain, whose letters have no case (RFC 4343). */
    private static @Nullable String named(JsonNode extensions, String domain) {
        for (var each : extensions.properties()) {
            if (each.getKey().equalsIgnoreCase(domain)) {
                return each.getKey();
            }
        }
        return null;
    }

    private static String text(JsonNode object, String pointer, String name) {
        String text = optional(object, pointer, name);
        if (text == null || text.isBlank()) {
            throw invalid(pointer + "/" + name, "This member is required.");
        }
        return text;
    }

    private static @Nullable String optional(JsonNode object, String pointer, String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        require(
                pointer + "/" + name,
                value.isTextual() && value.textValue().length() <= LONGEST_TEXT,
                "State a text of at most 500 characters.");
        return value.textValue();
    }

    private static void requireKnown(String pointer, JsonNode object, Set<String> known) {
        object.fieldNames()
                .forEachRemaining(
                        name ->
                                require(
                                        JsonPointers.memberShortened(pointer, name),
                                        known.contains(name),
                                        "There is no such field."));
    }

    private static void require(String pointer, boolean met, String sentence) {
        if (!met) {
            throw invalid(pointer, sentence);
        }
    }

    private static Rejected invalid(String pointer, String sentence) {
        return ChassisProblem.REQUEST_INVALID.at(pointer, sentence);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

import static io.temoin.consent.selfservice.domain.SelfServiceProblem.SELF_SERVICE_SCOPE_MISSING;
import static io.temoin.consent.selfservice.domain.SelfServiceProblem.SELF_SERVICE_TOKEN_EXPIRED;
import static io.temoin.consent.selfservice.domain.SelfServiceProblem.SELF_SERVICE_TOKEN_INVALID;
import static io.temoin.consent.selfservice.domain.SelfServiceProblem.SELF_SERVICE_TOKEN_MISSING;

import io.temoin.consent.ConsentConfig;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.LinkScope;
import io.temoin.consent.selfservice.domain.SelfServiceProblem;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.SubjectId;
import io.temoin.eventsourcing.TenantId;
import io.temoin.eventsourcing.shredding.Fingerprints;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The secret in a self-service link: whoever holds it speaks as one person towards one controller,
 * for what the link was given for, until it ends. It names the person by pseudonym and holds no
 * number. Signed with HMAC-SHA-256 under the tenant's key and the generation of links; a new
 * generation in the settings takes every link back.
 *
 * <p>It travels in the fragment of a link and in a header, never in a query: those are logged.
 */
@Singleton
class SelfServiceToken {

    static final String HEADER = "Self-Service-Token";

    private static final String USE = "self-service-link/";
    private static final int MAC = 32;
    private static final int LONGEST = 1024;
    private static final String SEPARATOR = "\n";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    /**
     * What a token says.
     *
     * @param scopes what the person may do with it
     * @param until exclusive
     */
    record Link(
            UUID id,
            TenantId tenant,
            PartyId controller,
            SubjectId subject,
            Set<LinkScope> scopes,
            Instant until) {

        private String text() {
            return String.join(
                    SEPARATOR,
                    tenant.value(),
                    id.toString(),
                    controller.value(),
                    subject.value(),
                    scopes.stream().sorted().map(Enum::name).collect(Collectors.joining(",")),
                    until.toString());
        }

        private static Link read(String text) {
            List<String> parts = List.of(text.split(SEPARATOR, -1));
            Set<LinkScope> scopes = EnumSet.noneOf(LinkScope.class);
            for (String scope : parts.get(4).split(",", -1)) {
                scopes.add(LinkScope.valueOf(scope));
            }
            return new Link(
                    UUID.fromString(parts.get(1)),
                    new TenantId(parts.get(0)),
                    new PartyId(parts.get(2)),
                    new SubjectId(parts.get(3)),
                    scopes,
                    Instant.parse(parts.get(5)));
        }
    }

    private final Fingerprints fingerprints;
    private final String use;

    @Inject
    SelfServiceToken(Fingerprints fingerprints, ConsentConfig config) {
        this(fingerprints, config.selfService().generation());
    }

    SelfServiceToken(Fingerprints fingerprints, String generation) {
        this.fingerprints = fingerprints;
        this.use = USE + generation;
    }

    /** Writes a token. Call it only with a link whose event is committed. */
    String issue(Link link) {
        byte[] text = link.text().getBytes(StandardCharsets.UTF_8);
        byte[] mac = fingerprints.of(link.tenant(), use, text);
        byte[] token = Arrays.copyOf(mac, MAC + text.length);
        System.arraycopy(text, 0, token, MAC, text.length);
        return ENCODER.encodeToString(token);
    }

    /** Rejects a token that is missing, forged, taken back, too old, or for something else. */
    Link verify(@Nullable String token, LinkScope scope, Instant now) {
        if (token == null || token.isBlank()) {
            throw rejected(SELF_SERVICE_TOKEN_MISSING, "Follow the link you were sent.");
        }
        Link link = authentic(token);
        if (!now.isBefore(link.until())) {
            throw rejected(SELF_SERVICE_TOKEN_EXPIRED, "The link is too old; ask for a new one.");
        }
        if (!link.scopes().contains(scope)) {
            throw rejected(
                    SELF_SERVICE_SCOPE_MISSING,
                    "This link was not given for this; ask for one that is.");
        }
        return link;
    }

    /** The tenant is read from the text before the text is trusted: the signature covers it. */
    private Link authentic(String token) {
        try {
            if (token.length() <= LONGEST) {
                byte[] bytes = Base64.getUrlDecoder().decode(token);
                byte[] mac = Arrays.copyOf(bytes, MAC);
                byte[] text = Arrays.copyOfRange(bytes, MAC, Math.max(MAC, bytes.length));
                String said = new String(text, StandardCharsets.UTF_8);
                TenantId tenant = new TenantId(said.split(SEPARATOR, 2)[0]);
                if (MessageDigest.isEqual(mac, fingerprints.of(tenant, use, text))) {
                    return Link.read(said);
                }
            }
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException _) {
            throw forged(); // not even the form of a token
        }
        throw forged();
    }

    private static Rejected forged() {
        return rejected(
                SELF_SERVICE_TOKEN_INVALID,
                "The link is not one that was given out, or not any more.");
    }

    private static Rejected rejected(SelfServiceProblem code, String sentence) {
        return Rejected.at(HEADER, code, sentence);
    }
}

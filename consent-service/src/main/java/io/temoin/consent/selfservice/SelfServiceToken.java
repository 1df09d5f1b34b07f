// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

import static io.temoin.consent.selfservice.domain.SelfServiceProblem.SELF_SERVICE_SCOPE_MISSING;
import static io.temoin.consent.selfservice.domain.SelfServiceProblem.SELF_SERVICE_TOKEN_EXPIRED;
import static io.temoin.consent.selfservice.domain.SelfServiceProblem.SELF_SERVICE_TOKEN_INVALID;
import static io.temoin.consent.selfservice.domain.SelfServiceProblem.SELF_SERVICE_TOKEN_MISSING;

import io.temoin.chassis.KeyedFor;
import io.temoin.consent.ConsentConfig;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.LinkScope;
import io.temoin.consent.selfservice.domain.SelfServiceProblem;
import io.temoin.eventsourcing.Rejected;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.KeyPurpose;
import io.temoin.shredding.keys.SignedTexts;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The secret in a self-service link: whoever holds it speaks as one person towards one controller,
 * for what the link was given for, until it ends. It names the person by pseudonym and holds no
 * number. Signed under a key that rotates, and bound to the generation of links in the settings; a
 * new one there revokes every link. A valid signature is not enough: the link's event must exist as
 * well ({@link SelfServiceVisits}).
 *
 * <p>It travels in the fragment of a link and in a header, never in a query: those are logged.
 */
@Singleton
class SelfServiceToken {

    static final String HEADER = "Self-Service-Token";

    private static final String USE = "self-service-link/";
    private static final int LONGEST = 1024;
    private static final String SEPARATOR = "\n";

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

    private final SignedTexts texts;
    private final String use;

    @Inject
    SelfServiceToken(@KeyedFor(KeyPurpose.LINKS) SignedTexts texts, ConsentConfig config) {
        this(texts, config.selfService().generation());
    }

    SelfServiceToken(SignedTexts texts, String generation) {
        this.texts = texts;
        this.use = USE + generation;
    }

    /** Writes a token. Call it only with a link whose event is committed. */
    String issue(Link link) {
        return texts.sign(use, link.text());
    }

    /** Rejects a token that is missing, forged, taken back, too old, or for something else. */
    Link verify(@Nullable String token, LinkScope scope, Instant now) {
        if (token == null || token.isBlank()) {
            throw rejected(SELF_SERVICE_TOKEN_MISSING, "Open the link you were sent.");
        }
        Link link = authentic(token);
        if (!now.isBefore(link.until())) {
            throw ended();
        }
        if (!link.scopes().contains(scope)) {
            throw rejected(
                    SELF_SERVICE_SCOPE_MISSING,
                    "This link does not cover this operation; ask for one that does.");
        }
        return link;
    }

    private Link authentic(String token) {
        return Optional.of(token)
                .filter(text -> text.length() <= LONGEST)
                .flatMap(text -> texts.open(use, text))
                .map(Link::read)
                .orElseThrow(SelfServiceToken::forged);
    }

    /** The rejection of a link that was never issued. */
    static Rejected forged() {
        return rejected(
                SELF_SERVICE_TOKEN_INVALID,
                "The link was not issued by this service, or has been revoked.");
    }

    /** The rejection of a link that is too old, or whose maker works for the controller no more. */
    static Rejected ended() {
        return rejected(
                SELF_SERVICE_TOKEN_EXPIRED, "The link is no longer valid; ask for a new one.");
    }

    private static Rejected rejected(SelfServiceProblem code, String sentence) {
        return Rejected.at(HEADER, code, sentence);
    }
}

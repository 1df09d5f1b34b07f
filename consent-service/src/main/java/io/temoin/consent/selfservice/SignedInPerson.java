// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.temoin.consent.callee.PhoneNumbers;
import io.temoin.consent.callee.Pseudonyms;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.selfservice.SelfServiceVisits.Visitor;
import io.temoin.consent.selfservice.domain.SelfServiceProblem;
import io.temoin.eventsourcing.Rejected;
import io.temoin.phonenumbers.domain.PhoneNumber;
import io.temoin.shredding.TenantId;
import jakarta.inject.Singleton;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * A person who signs in with the identity provider: role {@value #ROLE}, and a phone number that
 * the provider has verified (OpenID Connect Core 1.0 §5.1). The number becomes a pseudonym here; it
 * is in no event, no log and no answer, nor is the provider's own id of the person.
 *
 * <p>Whose data it is never comes from the request.
 */
@Singleton
class SignedInPerson {

    static final String ROLE = "data-subject";

    private static final String TENANT = "tenant";
    private static final String PHONE = "phone_number";
    private static final String VERIFIED = "phone_number_verified";

    /** E.164 with the usual separators; an extension is somebody's desk, not a person. */
    private static final Pattern WORLDWIDE = Pattern.compile("\\+[0-9][0-9 ().-]{5,24}");

    /** No country: a number must say its own. */
    private static final String NOWHERE = "ZZ";

    private final CurrentIdentityAssociation identities;
    private final PhoneNumbers numbers;
    private final Pseudonyms pseudonyms;

    SignedInPerson(
            CurrentIdentityAssociation identities, PhoneNumbers numbers, Pseudonyms pseudonyms) {
        this.identities = identities;
        this.numbers = numbers;
        this.pseudonyms = pseudonyms;
    }

    /** Whether somebody has signed in as a person; staff has not. */
    boolean isThere() {
        return identities.getIdentity().hasRole(ROLE);
    }

    /**
     * The person, towards one controller.
     *
     * @throws Rejected {@code SELF_SERVICE_PHONE_UNVERIFIED} when the token does not say, or does
     *     not vouch for, whose phone it is
     */
    Visitor towards(PartyId controller) {
        SecurityIdentity identity = identities.getIdentity();
        if (!(identity.getPrincipal() instanceof JsonWebToken token) || !isVerified(token)) {
            throw unverified();
        }
        TenantId tenant = tenant(token).orElseThrow(SignedInPerson::unverified);
        PhoneNumber number = number(token).orElseThrow(SignedInPerson::unverified);
        return new Visitor(tenant, controller, pseudonyms.of(tenant, number));
    }

    /** The JSON value {@code true}; a text that says so is no such claim. */
    private static boolean isVerified(JsonWebToken token) {
        Object claim = token.getClaim(VERIFIED);
        return Boolean.TRUE.equals(claim) || JsonValue.TRUE.equals(claim);
    }

    private static Optional<TenantId> tenant(JsonWebToken token) {
        try {
            return Optional.ofNullable(text(token.getClaim(TENANT))).map(TenantId::new);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Optional<PhoneNumber> number(JsonWebToken token) {
        return Optional.ofNullable(text(token.getClaim(PHONE)))
                .filter(text -> WORLDWIDE.matcher(text).matches())
                .map(text -> numbers.canonical(text, NOWHERE));
    }

    private static @Nullable String text(@Nullable Object claim) {
        return switch (claim) {
            case String text -> text;
            case JsonString json -> json.getString();
            case null, default -> null;
        };
    }

    private static Rejected unverified() {
        return new Rejected(
                SelfServiceProblem.SELF_SERVICE_PHONE_UNVERIFIED,
                "Your account has no verified phone number.");
    }
}

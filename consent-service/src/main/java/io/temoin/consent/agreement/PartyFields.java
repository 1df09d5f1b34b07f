// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.chassis.requests.FreeValues;
import io.temoin.consent.agreement.domain.FunctionContact;
import io.temoin.consent.agreement.domain.Party;
import io.temoin.consent.agreement.domain.PartyProfile;
import io.temoin.consent.agreement.domain.PartyRole;
import io.temoin.consent.agreement.domain.Representative;
import io.temoin.consent.agreement.domain.UnnamedCallers;
import io.temoin.consent.requests.RequestFields;
import io.temoin.consent.rules.domain.CallFact;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How parties are written in requests and answers. */
final class PartyFields {

    /** Whose law applies to what is retained depends on it: "UK" is none. */
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private static final Pattern LINE = Pattern.compile("\\S(?:[^\\p{Cntrl}]{0,198}\\S)?");

    private PartyFields() {}

    /** How a function is reached; never how a person is. */
    @Schema(name = "FunctionContact", requiredProperties = "email")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Contact(
            @Schema(
                            description = "A role address such as dpo@, not a person's.",
                            examples = "dpo@rhone-telecom.example")
                    @Nullable String email,
            @Schema(description = "E.164") @Nullable String telephone,
            @Schema(description = "Postal address of the organisation, on one line.")
                    @Nullable String postalAddress) {

        static @Nullable Contact of(@Nullable FunctionContact contact) {
            return contact == null
                    ? null
                    : new Contact(contact.email(), contact.telephone(), contact.postalAddress());
        }
    }

    /** Who represents a party without establishment in the Union (GDPR art. 27). */
    @Schema(
            name = "Representative",
            requiredProperties = {"legalName", "contact"})
    public record Represented(@Nullable String legalName, @Nullable Contact contact) {

        static @Nullable Represented of(@Nullable Representative representative) {
            return representative == null
                    ? null
                    : new Represented(
                            representative.legalName(), Contact.of(representative.contact()));
        }
    }

    /** What is said of a party. */
    @Schema(name = "PartyProfile")
    public record Profile(
            @Schema(required = true) @Nullable String legalName,
            @Schema(required = true, implementation = PartyRole[].class)
                    @Nullable List<@Nullable String> roles,
            @Schema(required = true, description = "ISO 3166-1 alpha-2", examples = "FR")
                    @Nullable String country,
            @Schema(required = true) @Nullable Contact contact,
            @Schema(description = "How to reach its data protection officer.")
                    @Nullable Contact dpo,
            @Nullable Represented representative,
            @Schema(
                            enumeration = {"REVIEW", "DENY"},
                            description =
                                    "Verdict on calls by processors that the person's consent does"
                                            + " not name; REVIEW by default.")
                    @Nullable String unnamedCallers,
            @Schema(description = "Where its security measures are described.")
                    @Nullable String securityReference,
            @Schema(
                            implementation = CallFact[].class,
                            description =
                                    "What callers must state when they request a decision for this"
                                            + " controller: SECTOR and OFFER for marketing calls,"
                                            + " CALLER_ID for every call. A request that omits it"
                                            + " is denied (SECTOR_UNSTATED, OFFER_UNSTATED,"
                                            + " CALLER_ID_UNSTATED). Nothing by default.")
                    @Nullable List<@Nullable String> mandatoryFacts) {}

    /** A party of the tenant's records. */
    @Schema(
            name = "Party",
            requiredProperties = {
                "id",
                "legalName",
                "roles",
                "country",
                "contact",
                "unnamedCallers"
            })
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Answer(
            String id,
            String legalName,
            List<PartyRole> roles,
            String country,
            @Nullable Contact contact,
            @Nullable Contact dpo,
            @Nullable Represented representative,
            UnnamedCallers unnamedCallers,
            @Nullable String securityReference,
            @Nullable List<CallFact> mandatoryFacts) {

        static Answer of(Party.Registered party) {
            PartyProfile profile = party.profile();
            return new Answer(
                    party.id().value(),
                    profile.legalName(),
                    profile.roles(),
                    profile.country(),
                    Contact.of(profile.contact()),
                    Contact.of(profile.dpo()),
                    Represented.of(profile.representative()),
                    profile.unnamedCallers(),
                    profile.securityReference(),
                    profile.mandatoryFacts());
        }
    }

    /** Reads what is said of a party; {@code at} is where it stands in the request. */
    static PartyProfile profile(String at, Profile said) {
        return new PartyProfile(
                line(at + "/legalName", said.legalName()),
                List.copyOf(RequestFields.setOf(at + "/roles", said.roles(), PartyRole.class)),
                country(at + "/country", said.country()),
                contact(at + "/contact", said.contact()),
                said.dpo() == null ? null : contact(at + "/dpo", said.dpo()),
                said.representative() == null
                        ? null
                        : representative(at + "/representative", said.representative()),
                said.unnamedCallers() == null
                        ? UnnamedCallers.REVIEW
                        : RequestFields.oneOf(
                                at + "/unnamedCallers",
                                said.unnamedCallers(),
                                UnnamedCallers.class),
                said.securityReference() == null
                        ? null
                        : reference(at + "/securityReference", said.securityReference()),
                said.mandatoryFacts() == null
                        ? null
                        : List.copyOf(
                                RequestFields.setOf(
                                        at + "/mandatoryFacts",
                                        said.mandatoryFacts(),
                                        CallFact.class)));
    }

    /** An ISO 3166-1 alpha-2 code. */
    static String country(String pointer, @Nullable String value) {
        return RequestFields.matching(
                pointer, value, COUNTRIES::contains, "two capital letters (ISO 3166-1)");
    }

    /** One line of text that refers to something and names nobody. */
    static String reference(String pointer, @Nullable String value) {
        return FreeValues.impersonal(pointer, line(pointer, value));
    }

    /** One line of text. */
    static String line(String pointer, @Nullable String value) {
        return RequestFields.matching(
                pointer,
                value,
                text -> LINE.matcher(text).matches(),
                "one line of at most 200 characters");
    }

    private static Representative representative(String at, Represented said) {
        return new Representative(
                line(at + "/legalName", said.legalName()),
                contact(at + "/contact", said.contact()));
    }

    private static FunctionContact contact(String at, @Nullable Contact said) {
        Contact contact = RequestFields.present(at, said);
        return new FunctionContact(
                RequestFields.matching(
                        at + "/email",
                        contact.email(),
                        FunctionContact::isEmail,
                        "a role e-mail address"),
                contact.telephone() == null
                        ? null
                        : RequestFields.matching(
                                at + "/telephone",
                                contact.telephone(),
                                FunctionContact::isTelephone,
                                "a phone number in E.164 format"),
                contact.postalAddress() == null
                        ? null
                        : line(at + "/postalAddress", contact.postalAddress()));
    }
}

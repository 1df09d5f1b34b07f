// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.callee;

import io.temoin.consent.callee.PhoneNumbers.Callee;
import io.temoin.consent.requests.RequestFields;
import io.temoin.consent.rules.domain.CalleePlace;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where a person may be, from what the caller declares and, for want of that, the number plan. */
public final class CalleePlaces {

    /** The release of the IANA time zone database that this JVM computes with. */
    public static final String TZDATA = ZoneRulesProvider.getVersions("Europe/Paris").lastKey();

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern SUBDIVISION = Pattern.compile("[A-Z]{2}-[A-Z0-9]{1,3}");

    /** Where the person said they are. No street and no name: the rules need neither. */
    @Schema(name = "DeclaredAddress")
    public record DeclaredAddress(
            @Schema(description = "ISO 3166-1 alpha-2", examples = "FR") @Nullable String country,
            @Schema(description = "ISO 3166-2", examples = "FR-67") @Nullable String subdivision,
            @Schema(
                            description =
                                    "IANA time zone; without it, that of the number plan counts",
                            examples = "Europe/Paris")
                    @Nullable String zone) {}

    private CalleePlaces() {}

    /**
     * Where that person may be.
     *
     * @throws io.temoin.eventsourcing.Rejected with a pointer, when what is declared cannot be read
     */
    public static CalleePlace of(Callee callee, @Nullable DeclaredAddress declared) {
        if (declared == null) {
            return new CalleePlace(List.of(callee.jurisdiction()), callee.zones(), null);
        }
        String country = country(declared);
        return new CalleePlace(
                Stream.of(callee.jurisdiction(), country == null ? callee.jurisdiction() : country)
                        .distinct()
                        .toList(),
                zones(callee, country, declared.zone()),
                subdivision(declared, country));
    }

    private static List<ZoneId> zones(
            Callee callee, @Nullable String country, @Nullable String zone) {
        if (zone != null) {
            return List.of(zone(zone));
        }
        // What the number plan says of another country is nothing about this one.
        return country == null || country.equals(callee.jurisdiction())
                ? callee.zones()
                : List.of();
    }

    private static ZoneId zone(String id) {
        if (!ZoneId.getAvailableZoneIds().contains(id)) {
            throw RequestFields.refused(
                    "/address/zone", "value-unknown", "Expected a time zone of the IANA database.");
        }
        return ZoneId.of(id);
    }

    private static @Nullable String country(DeclaredAddress declared) {
        String country = declared.country();
        return country == null
                ? null
                : RequestFields.matching(
                        "/address/country",
                        country,
                        text -> COUNTRY.matcher(text).matches(),
                        "two capital letters (ISO 3166-1)");
    }

    private static @Nullable String subdivision(
            DeclaredAddress declared, @Nullable String country) {
        String subdivision = declared.subdivision();
        return subdivision == null
                ? null
                : RequestFields.matching(
                        "/address/subdivision",
                        subdivision,
                        text ->
                                SUBDIVISION.matcher(text).matches()
                                        && (country == null || text.startsWith(country + "-")),
                        "a code such as FR-67 (ISO 3166-2), of the declared country");
    }
}

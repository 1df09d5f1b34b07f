// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.callee;

import io.temoin.consent.callee.PhoneNumbers.Callee;
import io.temoin.consent.requests.RequestFields;
import io.temoin.consent.rules.domain.CalleePlace;
import io.temoin.consent.rules.domain.PlaceSource;
import io.temoin.consent.rules.domain.PlaceSource.Kind;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where a person may be, from the number plan and from what the caller declares: both are asked,
 * and neither outranks the other.
 */
public final class CalleePlaces {

    /** The release of the IANA time zone database that this JVM computes with. */
    public static final String TZDATA = ZoneRulesProvider.getVersions("Europe/Paris").lastKey();

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern SUBDIVISION = Pattern.compile("[A-Z]{2}-[A-Z0-9]{1,3}");
    private static final int COUNTRY_LENGTH = 2;
    private static final int MOST_ZONES = 10;

    private static final KnownPlaces PLACES = KnownPlaces.SHIPPED;

    /** Where the person said they are. No street and no name: the rules need neither. */
    @Schema(name = "DeclaredAddress")
    public record DeclaredAddress(
            @Schema(description = "ISO 3166-1 alpha-2", examples = "FR") @Nullable String country,
            @Schema(
                            description =
                                    "ISO 3166-2. The time zones of this part apply; in countries"
                                            + " with several zones the code must be a known one.",
                            examples = "FR-67")
                    @Nullable String subdivision,
            @Schema(
                            description =
                                    "IANA time zone the person is in. Without it, every zone"
                                            + " possible in that place applies.",
                            examples = "Europe/Paris")
                    @Nullable String zone,
            @Schema(
                            description =
                                    "IANA time zones the person may be in, at most 10, if there are"
                                            + " several: the call is allowed only if it is allowed"
                                            + " in each.",
                            examples = "[\"America/Chicago\",\"America/Denver\"]")
                    @Nullable List<@Nullable String> zones) {}

    private CalleePlaces() {}

    /**
     * Where that person may be. Where the address names a place that the number plan does not know
     * of, both count; a zone that is not one of the declared place counts besides those.
     *
     * @throws io.temoin.eventsourcing.Rejected with a pointer, when what is declared cannot be read
     */
    public static CalleePlace of(Callee callee, @Nullable DeclaredAddress declared) {
        PlaceSource plan = callee.plan();
        if (declared == null) {
            return CalleePlace.of(List.of(plan), null);
        }
        String subdivision = subdivision(declared);
        String country = country(declared, subdivision);
        Set<ZoneId> zones = zones(declared);
        if (country == null && zones.isEmpty()) {
            return CalleePlace.of(List.of(plan), null);
        }
        PlaceSource address =
                subdivision == null
                        ? country(plan, country == null ? plan.jurisdiction() : country, zones)
                        : part(country, subdivision, zones);
        return CalleePlace.of(List.of(plan, address), subdivision);
    }

    private static PlaceSource part(
            @Nullable String country, String subdivision, Set<ZoneId> declared) {
        String of = Objects.requireNonNull(country);
        return new PlaceSource(
                Kind.ADDRESS,
                PLACES.lawOf(of, subdivision),
                List.of(subdivision),
                PossibleZones.narrowed(PLACES.zonesOf(of, subdivision), declared));
    }

    /** An address that names the number's own country leaves the part to the number plan. */
    private static PlaceSource country(PlaceSource plan, String country, Set<ZoneId> declared) {
        boolean same = country.equals(plan.jurisdiction());
        List<ZoneId> possible =
                same && !plan.zones().isEmpty() ? plan.zones() : PLACES.zonesOf(country);
        return new PlaceSource(
                Kind.ADDRESS,
                country,
                same ? plan.parts() : List.of(),
                PossibleZones.narrowed(possible, declared));
    }

    private static Set<ZoneId> zones(DeclaredAddress declared) {
        Set<ZoneId> zones = new LinkedHashSet<>();
        if (declared.zone() != null) {
            zones.add(RequestFields.zone("/address/zone", declared.zone()));
        }
        List<@Nullable String> several = declared.zones();
        if (several != null && (several.isEmpty() || several.size() > MOST_ZONES)) {
            throw RequestFields.refused(
                    "/address/zones", "length-invalid", "Expected 1 to " + MOST_ZONES + " zones.");
        }
        for (int i = 0; several != null && i < several.size(); i++) {
            zones.add(RequestFields.zone("/address/zones/" + i, several.get(i)));
        }
        return zones;
    }

    private static @Nullable String country(
            DeclaredAddress declared, @Nullable String subdivision) {
        String country = declared.country();
        if (country == null) {
            return subdivision == null ? null : subdivision.substring(0, COUNTRY_LENGTH);
        }
        return RequestFields.matching(
                "/address/country",
                country,
                text -> COUNTRY.matcher(text).matches(),
                "two capital letters (ISO 3166-1)");
    }

    private static @Nullable String subdivision(DeclaredAddress declared) {
        String subdivision = declared.subdivision();
        if (subdivision == null) {
            return null;
        }
        String country = declared.country();
        RequestFields.matching(
                "/address/subdivision",
                subdivision,
                text ->
                        SUBDIVISION.matcher(text).matches()
                                && (country == null || text.startsWith(country + "-")),
                "a code such as FR-67 (ISO 3166-2), of the declared country");
        if (!PLACES.hasPart(subdivision.substring(0, COUNTRY_LENGTH), subdivision)) {
            throw RequestFields.refused(
                    "/address/subdivision",
                    "value-unknown",
                    "The country has no such subdivision (ISO 3166-2), so the time zone is"
                            + " unknown.");
        }
        return subdivision;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.callee;

import static java.util.Objects.requireNonNullElse;

import io.temoin.consent.rules.RuleFiles;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The time zones of countries and their parts, and the parts that area codes stand for: data that
 * is shipped. A file that cannot be understood stops the start.
 */
final class KnownPlaces {

    private static final String ZONES = "/places/zones-2026.1.yaml";
    private static final String AREAS = "/places/north-american-plan-2026.1.yaml";

    /** What is shipped. */
    static final KnownPlaces SHIPPED = new KnownPlaces();

    private final Map<String, Country> countries;
    private final Map<String, Part> parts;
    private final Map<String, List<String>> areas;

    private KnownPlaces() {
        this.countries = RuleFiles.read(ZONES, ZoneFile.class).countries();
        this.parts = parts(countries);
        this.areas = areas(RuleFiles.read(AREAS, AreaFile.class));
    }

    /** ISO 3166-1 codes of all countries there is something known of. */
    Collection<String> countries() {
        return countries.keySet();
    }

    /** Every time zone that somebody in the country may be in; none when it is not known. */
    List<ZoneId> zonesOf(String country) {
        Country known = countries.get(country);
        return known == null ? List.of() : known.zones();
    }

    /**
     * Every time zone that somebody in the part may be in.
     *
     * @param subdivision ISO 3166-2 code
     */
    List<ZoneId> zonesOf(String country, String subdivision) {
        Part part = parts.get(subdivision);
        return part == null ? zonesOf(country) : part.zones();
    }

    /** Whether the country has such a part; also where all its parts have the same zones. */
    boolean hasPart(String country, String subdivision) {
        Country known = countries.get(country);
        return known == null || known.parts().isEmpty() || parts.containsKey(subdivision);
    }

    /** Whose laws hold in the part: those of the country, or its own. */
    String lawOf(String country, String subdivision) {
        Part part = parts.get(subdivision);
        return part == null || part.law() == null ? country : part.law();
    }

    /**
     * The states or provinces that a North American area code stands for; none when it does not
     * say.
     */
    List<String> partsOf(String areaCode) {
        return areas.getOrDefault(areaCode, List.of());
    }

    /** ISO 3166-2 codes of all parts that have zones, or laws, of their own. */
    Collection<String> parts() {
        return parts.keySet();
    }

    /** North American area codes that stand for a place. */
    Collection<String> areaCodes() {
        return areas.keySet();
    }

    private static Map<String, Part> parts(Map<String, Country> countries) {
        Map<String, Part> all = new HashMap<>();
        countries.forEach(
                (country, known) -> {
                    for (Part part : known.parts()) {
                        for (String code : part.codes()) {
                            putOnce(all, country + "-" + code, part);
                        }
                    }
                });
        return Map.copyOf(all);
    }

    private static Map<String, List<String>> areas(AreaFile file) {
        Map<String, List<String>> all = new HashMap<>();
        for (Area area : file.areas()) {
            for (String code : area.codes()) {
                putOnce(all, code, area.parts());
            }
        }
        return Map.copyOf(all);
    }

    private static <T> void putOnce(Map<String, T> all, String code, T value) {
        if (all.put(code, value) != null) {
            throw new IllegalStateException("the place " + code + " is there twice");
        }
    }

    private record ZoneFile(String source, LocalDate reviewedOn, Map<String, Country> countries) {}

    private record AreaFile(String source, LocalDate reviewedOn, List<Area> areas) {}

    private record Area(List<String> parts, List<String> codes) {}

    /**
     * A country.
     *
     * @param zones of the country alone; those of its parts when absent
     */
    record Country(List<ZoneId> zones, List<Part> parts) {

        Country {
            parts = requireNonNullElse(parts, List.of());
            zones =
                    zones == null
                            ? parts.stream()
                                    .filter(part -> part.law() == null)
                                    .flatMap(part -> part.zones().stream())
                                    .distinct()
                                    .toList()
                            : List.copyOf(zones);
        }
    }

    /**
     * Parts that have the same zones.
     *
     * @param law ISO 3166-1 code where they have laws of their own
     * @param codes ISO 3166-2 without the country
     */
    record Part(@Nullable String law, List<ZoneId> zones, List<String> codes) {}
}

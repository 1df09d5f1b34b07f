// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.inspection.domain;

import io.temoin.audit.intake.domain.SealedPerson;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody looked at the trail. Who, from where and when stands with the event, as with every
 * other.
 *
 * <p>None of them names a data subject in clear: who was looked for is sealed under their key.
 *
 * <p>None of them names a controller: a look is nobody's order, and a supervisor who may act for a
 * controller must not learn from the trail what an investigation asks about that supervisor.
 */
public sealed interface InspectionEvent {

    /**
     * Which certificate of erasure was given.
     *
     * @param digest what tells it from any other
     * @param dispositions the orders that were named; absent for another question
     */
    record Certified(String digest, @Nullable List<String> dispositions) {

        public Certified {
            dispositions = dispositions == null ? null : List.copyOf(dispositions);
        }
    }

    /**
     * A page of the trail, or a timeline, was shown, or a certificate of what it has was given.
     *
     * @param filters what was asked for, by the name of the filter: ids, codes, times
     * @param shown how many entries were
     * @param after where the page goes on; absent for a first page
     * @param savedSearch id of the saved search that was run; absent for a question of the moment
     * @param certificate the certificate that was given; absent otherwise
     * @param persons the filters that name a data subject; absent when none does
     */
    record TrailSearched(
            SortedMap<String, String> filters,
            int shown,
            @Nullable Instant after,
            @Nullable UUID savedSearch,
            @Nullable Certified certificate,
            @Nullable List<SealedPerson> persons)
            implements InspectionEvent {

        public TrailSearched {
            filters = sorted(filters);
            persons = orNone(persons);
        }

        /** A page of a question, before persons are sealed. */
        public TrailSearched(
                SortedMap<String, String> filters,
                int shown,
                @Nullable Instant after,
                @Nullable UUID savedSearch) {
            this(filters, shown, after, savedSearch, null, null);
        }

        /** A certificate, before persons are sealed. */
        public TrailSearched(SortedMap<String, String> filters, int shown, Certified certificate) {
            this(filters, shown, null, null, certificate, null);
        }

        @Override
        public SortedMap<String, String> told() {
            return filters;
        }

        @Override
        public TrailSearched telling(SortedMap<String, String> plain, List<SealedPerson> sealed) {
            return new TrailSearched(plain, shown, after, savedSearch, certificate, sealed);
        }
    }

    /**
     * One entry was shown.
     *
     * @param entry its id
     * @param subject the data subject it tells of, when that is no pseudonym
     * @param recording the recording it tells of
     * @param persons the data subject otherwise; absent when it tells of none
     */
    record TrailEntryRead(
            String entry,
            @Nullable String subject,
            @Nullable String recording,
            @Nullable List<SealedPerson> persons)
            implements InspectionEvent {

        private static final String SUBJECT = "subject";

        public TrailEntryRead {
            persons = orNone(persons);
        }

        /** A look at an entry, before persons are sealed. */
        public TrailEntryRead(String entry, @Nullable String subject, @Nullable String recording) {
            this(entry, subject, recording, null);
        }

        @Override
        public SortedMap<String, String> told() {
            return subject == null ? sorted(Map.of()) : sorted(Map.of(SUBJECT, subject));
        }

        @Override
        public TrailEntryRead telling(SortedMap<String, String> plain, List<SealedPerson> sealed) {
            return new TrailEntryRead(entry, plain.get(SUBJECT), recording, sealed);
        }
    }

    /**
     * Somebody began to follow the trail as it grows.
     *
     * @param filters as in {@link TrailSearched}
     * @param resumed whether it went on where a connection before it ended
     * @param persons as in {@link TrailSearched}
     */
    record TrailFollowed(
            SortedMap<String, String> filters,
            boolean resumed,
            @Nullable List<SealedPerson> persons)
            implements InspectionEvent {

        public TrailFollowed {
            filters = sorted(filters);
            persons = orNone(persons);
        }

        /** A beginning, before persons are sealed. */
        public TrailFollowed(SortedMap<String, String> filters, boolean resumed) {
            this(filters, resumed, null);
        }

        @Override
        public SortedMap<String, String> told() {
            return filters;
        }

        @Override
        public TrailFollowed telling(SortedMap<String, String> plain, List<SealedPerson> sealed) {
            return new TrailFollowed(plain, resumed, sealed);
        }
    }

    /** What it tells that may name a data subject, by the names of filters or fields. */
    SortedMap<String, String> told();

    /**
     * The same look with who it names sealed.
     *
     * @param plain what names nobody, of {@link #told}
     * @param sealed the rest
     */
    InspectionEvent telling(SortedMap<String, String> plain, List<SealedPerson> sealed);

    private static @Nullable List<SealedPerson> orNone(@Nullable List<SealedPerson> persons) {
        return persons == null || persons.isEmpty() ? null : List.copyOf(persons);
    }

    private static SortedMap<String, String> sorted(Map<String, String> filters) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(filters));
    }
}

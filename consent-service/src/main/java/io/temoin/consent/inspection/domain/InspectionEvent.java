// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.inspection.domain;

import io.temoin.consent.party.domain.PartyId;
import io.temoin.shredding.SubjectId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody read personal data: which, of whom, and which fields, never their values. Who, from
 * where and when stands with the event, as with every other.
 *
 * <p>The controller is named, since it answers for who reads what it collected (GDPR art. 5(2),
 * 32): it sees in the trail what its processors read.
 */
public sealed interface InspectionEvent {

    /**
     * A document about one person was shown. The person's own reading is recorded too, with the
     * role {@code data-subject}: it proves that a request for access was answered, and shows the
     * use of a stolen link.
     *
     * @param consent the consent it is about, if it is about one
     * @param decision the call decision it is about, if it is about one
     * @param fields what the document said
     */
    record PersonalDataRead(
            PersonalDocument document,
            PartyId controller,
            SubjectId subject,
            @Nullable UUID consent,
            @Nullable UUID decision,
            List<PersonalField> fields)
            implements InspectionEvent {

        public PersonalDataRead {
            fields = List.copyOf(fields);
        }

        /** A document about the person as such. */
        public static PersonalDataRead of(
                PersonalDocument document,
                PartyId controller,
                SubjectId subject,
                Set<PersonalField> fields) {
            return new PersonalDataRead(
                    document, controller, subject, null, null, fields.stream().sorted().toList());
        }

        /** The same, about one consent. */
        public PersonalDataRead ofConsent(UUID id) {
            return new PersonalDataRead(document, controller, subject, id, decision, fields);
        }

        /** The same, about one call decision. */
        public PersonalDataRead ofDecision(UUID id) {
            return new PersonalDataRead(document, controller, subject, consent, id, fields);
        }
    }

    /**
     * A page of consents was shown. The people on it are named by pseudonym and not repeated here.
     *
     * @param controller whose consents were asked for; absent for those of every controller the
     *     caller acts for
     * @param filters what was asked for, by the name of the filter: pseudonyms, ids, codes
     * @param shown how many consents were on the page
     * @param after where the page begins; absent for the first
     */
    record ConsentsListed(
            @Nullable PartyId controller,
            SortedMap<String, String> filters,
            int shown,
            @Nullable Instant after)
            implements InspectionEvent {

        public ConsentsListed {
            filters = sorted(filters);
        }
    }

    private static SortedMap<String, String> sorted(Map<String, String> filters) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(filters));
    }
}

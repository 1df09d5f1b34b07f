// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.certificate;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Whose destructions, or which, a certificate is to state. */
sealed interface CertificateQuestion {

    /** By the name that the trail has for it, as it is put on record. */
    SortedMap<String, String> onRecord();

    /** One disposition, by the id of its order. */
    record OfDisposition(String order) implements CertificateQuestion {

        @Override
        public SortedMap<String, String> onRecord() {
            return new TreeMap<>(Map.of("reasonReference", order));
        }
    }

    /** These dispositions and no fewer, by the ids of their orders; they are on record as such. */
    record OfDispositions(List<String> orders) implements CertificateQuestion {

        /** Copies the list. */
        public OfDispositions {
            orders = List.copyOf(orders);
        }

        @Override
        public SortedMap<String, String> onRecord() {
            return new TreeMap<>();
        }
    }

    /** What was destroyed of one recording. */
    record OfRecording(String recording) implements CertificateQuestion {

        @Override
        public SortedMap<String, String> onRecord() {
            return new TreeMap<>(Map.of("recording", recording));
        }
    }

    /** What was destroyed of one person, by pseudonym. */
    record OfSubject(String subject) implements CertificateQuestion {

        @Override
        public SortedMap<String, String> onRecord() {
            return new TreeMap<>(Map.of("subject", subject));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.ropa;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.Sha256;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Map;

/**
 * A record of processing to print or to hand to an authority (GDPR art. 30(4)): one page that needs
 * nothing else, without a script, its values escaped.
 */
final class ProcessingRecordPage {

    private static final String STYLE =
            """
            body{font:11pt/1.4 Georgia,serif;margin:2rem auto;max-width:60rem;color:#111}
            h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}
            table{border-collapse:collapse;width:100%;margin:.5rem 0}
            th,td{border:1px solid #767676;padding:.3rem .5rem;text-align:left;vertical-align:top}
            th{background:#f2f2f2;width:14rem}
            @page{margin:2cm}@media print{h2{break-after:avoid}table{break-inside:avoid}}
            """;

    /** Lets the browser use that style and nothing else. */
    static final String POLICY =
            "default-src 'none'; style-src 'sha256-"
                    + hash(STYLE)
                    + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private ProcessingRecordPage() {}

    @CheckedTemplate(basePath = "")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance processingRecord(
                ProcessingRecord record,
                RecordWords words,
                Map<String, Map<String, String>> purposeNames,
                ZoneId zone,
                String style);
    }

    static Uni<String> render(
            ProcessingRecord record,
            RecordWords words,
            Map<String, Map<String, String>> purposeNames,
            ZoneId zone) {
        return Templates.processingRecord(record, words, purposeNames, zone, STYLE).createUni();
    }

    private static String hash(String text) {
        return Base64.getEncoder().encodeToString(Sha256.of(text));
    }
}

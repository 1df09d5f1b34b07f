// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.packageparts.domain.PartAsked;
import io.temoin.packageparts.vault.PartSource;
import io.temoin.packageparts.vault.PartWriter;
import io.temoin.retention.policy.PurposePeriodStream;
import io.temoin.retention.rights.RequestStream;
import io.temoin.retention.rights.SupervisoryAuthority;
import io.temoin.retention.rights.domain.Recipient;
import io.temoin.retention.rights.domain.RecipientExcuse;
import io.temoin.retention.rights.domain.RecipientOrigin;
import io.temoin.retention.rights.domain.Recipients;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.Request.Unopened;
import io.temoin.retention.rights.domain.RequestDecider;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a copy of the data tells besides them (GDPR art. 15(1)(c), (e) and (f)): who received them,
 * and what the person may ask for. Only what is known is told: where the desk has not said who the
 * recipients are, that is missing from the package.
 */
@ApplicationScoped
class ProcessingFacts {

    /** What is missing while nobody said who received the data, and why. */
    private static final String RECIPIENTS = "recipients";

    private static final String NOT_STATED = "RECIPIENTS_NOT_STATED";

    private final RequestStream requests;
    private final PurposePeriodStream declarations;

    ProcessingFacts(RequestStream requests, PurposePeriodStream declarations) {
        this.requests = requests;
        this.declarations = declarations;
    }

    /** The tables. */
    void writeTo(TenantId tenant, PartAsked asked, PartWriter writer) throws IOException {
        Request request = PartSource.await(requests.load(tenant, asked.request()));
        Recipients named = RequestDecider.correspondenceOf(request).recipients();
        Map<String, RecipientOrigin> all = recipients(tenant, asked.controller(), named);
        writer.table(
                RECIPIENTS,
                table -> {
                    for (Map.Entry<String, RecipientOrigin> one : all.entrySet()) {
                        ObjectNode row = PartWriter.row();
                        row.put("recipient", one.getKey());
                        row.put("origin", one.getValue().name());
                        table.add(row);
                    }
                });
        if (!named.named()) {
            writer.missing(RECIPIENTS, NOT_STATED);
        }
        SupervisoryAuthority authority = SupervisoryAuthority.of(countryOf(request));
        writer.table("rights", table -> rights(authority, table));
    }

    /** Of a request that nobody knows, none: then the list of all authorities is named. */
    private static String countryOf(Request request) {
        return request instanceof Unopened ? "" : RequestDecider.openedOf(request).country();
    }

    /** Those that were named and those that were declared; not who received nothing. */
    private Map<String, RecipientOrigin> recipients(
            TenantId tenant, String controller, Recipients named) {
        Map<String, RecipientOrigin> all = new TreeMap<>();
        PartSource.await(declarations.declared(tenant, controller))
                .recipients()
                .forEach(it -> all.put(it, RecipientOrigin.DECLARED));
        for (Recipient one : named.all()) {
            if (one.excuse() == RecipientExcuse.NOT_DISCLOSED) {
                all.remove(one.named().recipient());
            } else {
                all.put(one.named().recipient(), one.named().origin());
            }
        }
        return all;
    }

    private static void rights(SupervisoryAuthority authority, PartWriter.Table table)
            throws IOException {
        table.add(right("RECTIFICATION", "GDPR art. 16", null));
        table.add(right("ERASURE", "GDPR art. 17", null));
        table.add(right("RESTRICTION", "GDPR art. 18", null));
        table.add(right("OBJECTION", "GDPR art. 21", null));
        table.add(right("COMPLAINT", "GDPR art. 77", authority));
    }

    private static ObjectNode right(
            String right, String article, @Nullable SupervisoryAuthority authority) {
        ObjectNode row = PartWriter.row();
        row.put("right", right);
        row.put("article", article);
        row.put("authority", authority == null ? null : authority.name());
        row.put("url", authority == null ? null : authority.url().toString());
        return row;
    }
}

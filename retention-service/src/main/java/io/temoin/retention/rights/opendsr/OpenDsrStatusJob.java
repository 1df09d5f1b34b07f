// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.StartupEvent;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.eventsourcing.Sha256;
import io.temoin.retention.rights.RequestStream;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.opendsr.OpenDsrBodies.StatusCallback;
import io.temoin.retention.rights.opendsr.OpenDsrStore.ChangedRequest;
import io.temoin.retention.rights.opendsr.OpenDsrStore.NewCallback;
import io.temoin.retention.rights.opendsr.domain.OpenDsrState;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Puts a callback down for each address when the status of a request has changed. The stream says
 * what the status is; a mark on the row says only where to look. Each change of the status is put
 * down once for each address, whatever is repeated; one that comes again is a change, too.
 */
@ApplicationScoped
class OpenDsrStatusJob {

    private static final Logger LOG = Logger.getLogger(OpenDsrStatusJob.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PAGE = 100;

    private final OpenDsrStore store;
    private final RequestStream requests;
    private final OpenDsrSigner signer;
    private final OpenDsrConfig config;
    private final ObjectMapper json;
    private final Clock clock;
    private final PollingScheduler polling;

    OpenDsrStatusJob(
            OpenDsrStore store,
            RequestStream requests,
            OpenDsrSigner signer,
            OpenDsrConfig config,
            ObjectMapper json,
            Clock clock,
            PollingScheduler polling) {
        this.store = store;
        this.requests = requests;
        this.signer = signer;
        this.config = config;
        this.json = json;
        this.clock = clock;
        this.polling = polling;
    }

    void start(@Observes StartupEvent event) {
        polling.every(
                config.pollInterval(),
                "changes of requests that came by OpenDSR could not be determined",
                this::run);
    }

    /** Looks at what has changed. */
    void run() {
        if (!signer.isConfigured()) {
            return; // callbacks name a domain, and there is none
        }
        store.changed(PAGE).await().atMost(PATIENCE).forEach(this::tell);
    }

    private void tell(ChangedRequest changed) {
        try {
            tell(changed, clock.instant().truncatedTo(ChronoUnit.MICROS));
        } catch (RuntimeException failure) {
            // The others must not wait for it; the next look tries it again.
            LOG.warnf(
                    failure,
                    "the OpenDSR status of request %s could not be determined",
                    changed.request());
        }
    }

    private void tell(ChangedRequest changed, Instant now) {
        Request request = load(changed.tenant(), changed.request());
        UUID into = Request.answeredWith(request);
        if (into != null) {
            // before the other one is looked at, or a change to it in between would go unnoticed
            store.follow(changed, into).await().atMost(PATIENCE);
        }
        OpenDsrState state =
                OpenDsrState.of(request, into == null ? request : load(changed.tenant(), into));
        List<NewCallback> callbacks =
                state.since(changed.status()).stream()
                        .flatMap(
                                step ->
                                        changed.callbackUrls().stream()
                                                .map(url -> callback(changed, url, step)))
                        .toList();
        store.tell(changed, state.status(), callbacks, now).await().atMost(PATIENCE);
    }

    private Request load(TenantId tenant, UUID request) {
        return requests.load(tenant, request).await().atMost(PATIENCE);
    }

    private NewCallback callback(ChangedRequest changed, String url, OpenDsrState state) {
        UUID id =
                Commands.idOf(
                        Sha256.of(
                                "opendsr-callback\n%s\n%s\n%s\n%s\n%d"
                                        .formatted(
                                                changed.tenant().value(),
                                                changed.request(),
                                                url,
                                                state.status(),
                                                changed.changes())));
        try {
            return new NewCallback(
                    id,
                    url,
                    state.status(),
                    json.writeValueAsString(
                            StatusCallback.of(changed, url, state, signer.configuredDomain())));
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("a callback can be written", failure);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.Feeds;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.recording.lifecycle.RecordingView.Row;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.QuarantineReason;
import io.temoin.recording.lifecycle.domain.RecordedCall;
import io.temoin.recording.lifecycle.domain.RecordingEvent;
import io.temoin.recording.lifecycle.domain.RecordingEvent.ListeningGranted;
import io.temoin.recording.lifecycle.domain.RecordingEvent.ListeningRefused;
import io.temoin.recording.lifecycle.domain.RecordingEvent.PlaybackRecorded;
import io.temoin.recording.lifecycle.domain.RecordingEvent.PurposeFulfilled;
import io.temoin.recording.lifecycle.domain.RecordingEvent.PurposeLapsed;
import io.temoin.recording.lifecycle.domain.RecordingEvent.PurposesEnded;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingErased;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingQuarantined;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRefused;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRegistered;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRestricted;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingStored;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RestrictionLifted;
import io.temoin.recording.lifecycle.domain.RecordingEvent.UploadAbandoned;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Builds the list of recordings from the feed. A batch is worked through in memory, on the rows
 * there are of its recordings, then written at once.
 */
@ApplicationScoped
public class RecordingProjection {

    private static final String READER = "recording-view";

    /** Listenings change nothing in the list. */
    private static final Set<String> TYPES =
            Set.of(
                    "RecordingRegistered",
                    "RecordingStored",
                    "PurposesEnded",
                    "RecordingQuarantined",
                    "PurposeFulfilled",
                    "UploadAbandoned",
                    "RecordingErased");

    private final Feeds feeds;
    private final RecordingStream recordings;
    private final RecordingView view;

    RecordingProjection(Feeds feeds, RecordingStream recordings, RecordingView view) {
        this.feeds = feeds;
        this.recordings = recordings;
        this.view = view;
    }

    void start(@Observes StartupEvent event) {
        feeds.project(READER, TYPES, this::apply);
    }

    private Uni<Void> apply(TenantId tenant, List<StoredEvent> events) {
        List<StoredEvent> ours = events.stream().filter(RecordingStream::holds).toList();
        return ours.isEmpty()
                ? Uni.createFrom().voidItem()
                : recordings
                        .decode(ours)
                        .chain(
                                decoded ->
                                        known(ours)
                                                .map(known -> registered(decoded, known))
                                                .chain(RecordingProjection::persist));
    }

    private Uni<List<Row>> known(List<StoredEvent> events) {
        Set<UUID> ids =
                events.stream()
                        .map(event -> UUID.fromString(event.stream().key()))
                        .collect(Collectors.toSet());
        return view.list("recording in ?1", ids);
    }

    private static Uni<Void> persist(List<Row> rows) {
        return Panache.getSession().chain(session -> session.persistAll(rows.toArray()));
    }

    /** The new rows, after every change to them and to those that were known before. */
    private static List<Row> registered(
            List<RecordedEvent<RecordingEvent>> events, List<Row> known) {
        Map<UUID, Row> rows = new HashMap<>();
        known.forEach(row -> rows.put(row.recording, row));
        List<Row> added = new ArrayList<>();
        for (RecordedEvent<RecordingEvent> recorded : events) {
            if (recorded.event() instanceof RecordingRegistered registered
                    && !rows.containsKey(registered.recording().value())) {
                Row row = row(registered);
                rows.put(row.recording, row);
                added.add(row);
            } else {
                change(rows, recorded.event());
            }
        }
        return added;
    }

    private static void change(Map<UUID, Row> rows, RecordingEvent event) {
        switch (event) {
            case RecordingStored stored ->
                    change(
                            rows,
                            stored.recording(),
                            row -> {
                                row.state = "STORED";
                                row.length = stored.length();
                                row.sha256 = stored.sha256();
                                row.storedAt = stored.at();
                            });
            case PurposeFulfilled fulfilled ->
                    change(
                            rows,
                            fulfilled.recording(),
                            row -> row.fulfilled = with(row.fulfilled, fulfilled.purpose()));
            case PurposesEnded ended ->
                    change(rows, ended.recording(), row -> withdraw(row, ended.purposes()));
            case RecordingQuarantined quarantined ->
                    change(
                            rows,
                            quarantined.recording(),
                            row -> setApart(row, quarantined.reason()));
            case RecordingErased erased ->
                    change(
                            rows,
                            erased.recording(),
                            row -> {
                                row.state = "ERASED";
                                row.erasedAt = erased.at();
                            });
            case UploadAbandoned abandoned ->
                    change(rows, abandoned.recording(), RecordingProjection::bar);
            // Who may hear it is asked of its stream; the list does not say.
            case RecordingRestricted _, RestrictionLifted _ -> {}
            case RecordingRegistered _,
                    RecordingRefused _,
                    ListeningGranted _,
                    PlaybackRecorded _,
                    PurposeLapsed _,
                    ListeningRefused _ -> {}
        }
    }

    private static void bar(Row row) {
        if (row.state.equals("REGISTERED")) {
            row.state = "BARRED";
        }
    }

    private static void setApart(Row row, QuarantineReason reason) {
        switch (row.state) {
            case "REGISTERED" -> row.state = "BARRED";
            case "STORED" -> row.state = "QUARANTINED";
            default -> {}
        }
        row.quarantine = reason.name();
    }

    private static void withdraw(Row row, List<PurposeCode> ended) {
        Set<String> gone = ended.stream().map(PurposeCode::value).collect(Collectors.toSet());
        List<String> purposes = new ArrayList<>();
        List<String> bases = new ArrayList<>();
        for (int i = 0; i < row.purposes.length; i++) {
            if (!gone.contains(row.purposes[i])) {
                purposes.add(row.purposes[i]);
                bases.add(row.bases[i]);
            }
        }
        row.purposes = purposes.toArray(String[]::new);
        row.bases = bases.toArray(String[]::new);
    }

    private static void change(Map<UUID, Row> rows, RecordingId recording, Consumer<Row> change) {
        Row row = rows.get(recording.value());
        if (row != null) {
            change.accept(row);
        }
    }

    private static Row row(RecordingRegistered registered) {
        RecordedCall call = RecordedCall.of(registered);
        Row row = new Row();
        row.recording = registered.recording().value();
        row.state = "REGISTERED";
        row.controller = registered.controller().value();
        row.processor = registered.processor().value();
        row.subject = registered.subject().value();
        row.callPurpose = registered.callPurpose().value();
        row.purposes =
                registered.purposes().stream().map(PurposeCode::value).toArray(String[]::new);
        row.fulfilled = new String[0];
        row.bases =
                registered.purposes().stream()
                        .map(purpose -> call.basisOf(purpose).name())
                        .toArray(String[]::new);
        row.decision = call.decision();
        row.campaign = call.campaign();
        row.keptByLaw = call.keptByLaw();
        row.consentedAt = call.consentedAt();
        row.startedAt = registered.startedAt();
        row.endedAt = registered.endedAt();
        row.registeredAt = registered.at();
        return row;
    }

    /** A new array: Hibernate would not notice a change inside the old one. */
    private static String[] with(String[] fulfilled, PurposeCode purpose) {
        if (Arrays.asList(fulfilled).contains(purpose.value())) {
            return fulfilled;
        }
        String[] more = Arrays.copyOf(fulfilled, fulfilled.length + 1);
        more[fulfilled.length] = purpose.value();
        return more;
    }
}

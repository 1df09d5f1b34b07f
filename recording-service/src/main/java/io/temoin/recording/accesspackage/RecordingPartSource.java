// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.accesspackage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.packageparts.domain.OtherVoices;
import io.temoin.packageparts.domain.PackageKind;
import io.temoin.packageparts.domain.PartAsked;
import io.temoin.packageparts.vault.PartSource;
import io.temoin.packageparts.vault.PartWriter;
import io.temoin.recording.accesspackage.PersonRecordingQueries.PersonRecording;
import io.temoin.recording.lifecycle.RecordingStream;
import io.temoin.recording.lifecycle.domain.RecordingEvent;
import io.temoin.recording.lifecycle.domain.RecordingEvent.ListeningGranted;
import io.temoin.recording.lifecycle.domain.RecordingEvent.ListeningRefused;
import io.temoin.recording.lifecycle.domain.RecordingEvent.PlaybackRecorded;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.vault.AudioVault;
import io.temoin.recording.vault.OpenAudio;
import io.temoin.recording.vault.WaveFormat;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.KeyDestroyed;
import io.temoin.shredding.keys.Tampered;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What recording-service contributes: the recordings of the person's calls with their audio, what
 * was derived from them, and who listened, by organisation and role, never by name. A recording
 * from which the voices of others have to be withheld, and cannot be, is named as missing.
 */
@ApplicationScoped
class RecordingPartSource extends PartSource {

    private static final UUID FIRST = new UUID(0, 0);
    private static final int BUFFER = 1 << 16;

    /** Art. 20(1)(a): what does not rest on these is not portable. */
    private static final Set<String> PORTABLE = Set.of("CONSENT", "CONTRACT");

    private static final String CHANNELS_UNKNOWN = "CHANNELS_UNKNOWN";
    private static final String CHANNELS_INSEPARABLE = "CHANNELS_INSEPARABLE";
    private static final String ERASED_MEANWHILE = "ERASED_MEANWHILE";
    private static final String AUDIO_ALTERED = "AUDIO_ALTERED";

    private final PersonRecordingQueries persons;
    private final RecordingStream recordings;
    private final AudioVault vault;
    private final DocumentTables documents;

    RecordingPartSource(
            PersonRecordingQueries persons,
            RecordingStream recordings,
            AudioVault vault,
            DocumentTables documents) {
        this.persons = persons;
        this.recordings = recordings;
        this.vault = vault;
        this.documents = documents;
    }

    private interface One {
        void write(PersonRecording recording) throws IOException;
    }

    @Override
    protected void write(TenantId tenant, PartAsked asked, PartWriter writer) throws IOException {
        writer.table("recordings", table -> each(tenant, asked, one -> table.add(row(one, asked))));
        if (asked.kind() == PackageKind.ACCESS) {
            writer.table(
                    "listenings",
                    table -> each(tenant, asked, one -> listenings(tenant, one, table)));
            documents.write(
                    tenant, asked, work -> each(tenant, asked, one -> work.with(one.id())), writer);
        }
        each(tenant, asked, one -> audio(tenant, asked, one, writer));
    }

    private void each(TenantId tenant, PartAsked asked, One work) throws IOException {
        UUID after = FIRST;
        List<PersonRecording> page = page(tenant, asked, after);
        while (!page.isEmpty()) {
            for (PersonRecording one : page) {
                if (belongs(one, asked)) {
                    work.write(one);
                }
            }
            page = page(tenant, asked, page.getLast().id());
        }
    }

    private List<PersonRecording> page(TenantId tenant, PartAsked asked, UUID after) {
        return await(persons.page(tenant, asked.controller(), asked.subject(), after));
    }

    private static boolean belongs(PersonRecording one, PartAsked asked) {
        return asked.kind() == PackageKind.ACCESS
                || one.bases().stream().anyMatch(PORTABLE::contains);
    }

    private static ObjectNode row(PersonRecording one, PartAsked asked) {
        ObjectNode row = PartWriter.row();
        row.put("id", one.id().toString());
        row.put("state", one.state());
        row.put("decision", one.decision().toString());
        row.put("processor", one.processor());
        row.put("callPurpose", one.callPurpose());
        one.purposes().forEach(row.putArray("purposes")::add);
        one.bases().forEach(row.putArray("legalBases")::add);
        row.put("startedAt", one.startedAt().toString());
        row.put("endedAt", one.endedAt().toString());
        row.put("erasedAt", one.erasedAt() == null ? null : one.erasedAt().toString());
        row.put("file", one.hasAudio() ? "recording/audio/" + name(one) : null);
        row.put("voices", one.hasAudio() ? asked.otherVoices().name() : null);
        return row;
    }

    private static String name(PersonRecording one) {
        return one.id() + ".wav";
    }

    private void listenings(TenantId tenant, PersonRecording one, PartWriter.Table table)
            throws IOException {
        Map<UUID, Actor> granted = new HashMap<>();
        Map<UUID, ListeningGranted> grants = new HashMap<>();
        for (RecordedEvent<RecordingEvent> recorded :
                await(recordings.history(tenant, new RecordingId(one.id())))) {
            Actor actor = recorded.metadata().actor();
            switch (recorded.event()) {
                case ListeningGranted grant -> {
                    granted.put(grant.listening(), actor);
                    grants.put(grant.listening(), grant);
                    table.add(
                            listening(
                                    one,
                                    actor,
                                    grant.purpose().value(),
                                    grant.reason().code().name(),
                                    grant.at(),
                                    "GRANTED",
                                    null));
                }
                case PlaybackRecorded playback ->
                        table.add(
                                listening(
                                        one,
                                        granted.getOrDefault(playback.listening(), actor),
                                        playback.purpose().value(),
                                        reason(grants.get(playback.listening())),
                                        playback.firstByteAt(),
                                        "HEARD",
                                        playback.heardMs()));
                case ListeningRefused refused ->
                        table.add(
                                listening(
                                        one,
                                        actor,
                                        refused.purpose().value(),
                                        refused.reason().code().name(),
                                        refused.at(),
                                        "REFUSED",
                                        null));
                default -> {
                    // tells of no listening
                }
            }
        }
    }

    private static @Nullable String reason(@Nullable ListeningGranted grant) {
        return grant == null ? null : grant.reason().code().name();
    }

    private static ObjectNode listening(
            PersonRecording one,
            Actor actor,
            String purpose,
            @Nullable String reason,
            Instant at,
            String outcome,
            @Nullable Long heardMs) {
        ObjectNode row = PartWriter.row();
        row.put("recording", one.id().toString());
        row.put("organisation", actor.organisation());
        row.put("role", actor.role());
        row.put("purpose", purpose);
        row.put("reason", reason);
        row.put("at", at.toString());
        row.put("outcome", outcome);
        row.put("heardMs", heardMs);
        return row;
    }

    private void audio(TenantId tenant, PartAsked asked, PersonRecording one, PartWriter writer)
            throws IOException {
        if (!one.hasAudio()) {
            return;
        }
        String item = one.id().toString();
        try (OpenAudio audio =
                vault.open(
                        tenant,
                        one.id(),
                        Objects.requireNonNull(one.length()),
                        Objects.requireNonNull(one.sha256()))) {
            if (asked.otherVoices() == OtherVoices.INCLUDED) {
                writer.audio(name(one), out -> whole(audio, out));
            } else {
                ownChannel(audio, asked.channelOf(one.id()), one, writer);
            }
        } catch (KeyDestroyed _) {
            writer.missing(item, ERASED_MEANWHILE);
        } catch (Tampered _) {
            writer.missing(item, AUDIO_ALTERED);
        }
    }

    private static void ownChannel(
            OpenAudio audio, @Nullable Integer channel, PersonRecording one, PartWriter writer)
            throws IOException {
        WaveChannels channels;
        try {
            byte[] beginning = new byte[(int) Math.min(audio.length(), WaveFormat.LONGEST_HEAD)];
            audio.read(beginning, beginning.length);
            channels = WaveChannels.of(ByteBuffer.wrap(beginning));
        } catch (WaveFormat.Malformed _) {
            writer.missing(one.id().toString(), CHANNELS_INSEPARABLE);
            return;
        }
        if (!channels.areSeparable()) {
            writer.missing(one.id().toString(), CHANNELS_INSEPARABLE);
        } else if (channel == null || channel > channels.channels()) {
            writer.missing(one.id().toString(), CHANNELS_UNKNOWN);
        } else {
            audio.seek(channels.head().samplesFrom());
            writer.audio(name(one), out -> channels.extract(channel, audio::read, out));
        }
    }

    private static void whole(OpenAudio audio, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (long left = audio.length(); left > 0; ) {
            int count = (int) Math.min(left, BUFFER);
            audio.read(buffer, count);
            out.write(buffer, 0, count);
            left -= count;
        }
    }
}

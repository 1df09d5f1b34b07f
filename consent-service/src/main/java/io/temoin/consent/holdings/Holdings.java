// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.holdings;

import io.temoin.chassis.visibility.domain.Visibility;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the other services hold about a person at one controller, the latest first. */
public record Holdings(
        List<HeldRecording> recordings,
        List<HeldListening> listenings,
        List<HeldRequest> requests) {

    public Holdings {
        recordings = List.copyOf(recordings);
        listenings = List.copyOf(listenings);
        requests = List.copyOf(requests);
    }

    /**
     * What of it is left for somebody, at most {@code most} of each kind.
     *
     * @param sight absent where nothing bounds what is shown
     */
    public Holdings seen(@Nullable Visibility sight, int most) {
        List<HeldRecording> left =
                recordings.stream()
                        .filter(one -> sight == null || sight.sees(one.ownership()))
                        .limit(most)
                        .toList();
        Set<UUID> ids = left.stream().map(HeldRecording::recording).collect(Collectors.toSet());
        return new Holdings(
                left,
                listenings.stream()
                        .filter(one -> ids.contains(one.recording()))
                        .limit(most)
                        .toList(),
                requests.stream()
                        .filter(one -> sight == null || sight.sees(one.ownership()))
                        .limit(most)
                        .map(one -> isOwn(one, sight) ? one : one.unjoined(requests))
                        .toList());
    }

    private static boolean isOwn(HeldRequest request, @Nullable Visibility sight) {
        return sight == null
                || sight.wholeTenant()
                || request.controller().equals(sight.organisation());
    }
}

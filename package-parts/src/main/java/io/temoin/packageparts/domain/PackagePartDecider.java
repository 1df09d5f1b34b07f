// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.domain;

import io.temoin.eventsourcing.Decider;
import io.temoin.packageparts.domain.PackagePart.Abandoned;
import io.temoin.packageparts.domain.PackagePart.Unwritten;
import io.temoin.packageparts.domain.PackagePart.Written;
import io.temoin.packageparts.domain.PackagePartCommand.FinishPart;
import io.temoin.packageparts.domain.PackagePartCommand.GiveUpPart;
import io.temoin.packageparts.domain.PackagePartEvent.PackagePartFailed;
import io.temoin.packageparts.domain.PackagePartEvent.PackagePartReady;
import java.util.List;

/**
 * Of a part that two processes wrote, the first counts; of one that was given up, nothing more is
 * said.
 */
public final class PackagePartDecider
        implements Decider<PackagePartCommand, PackagePart, PackagePartEvent> {

    @Override
    public PackagePart initialState() {
        return new Unwritten();
    }

    @Override
    public List<PackagePartEvent> decide(PackagePartCommand command, PackagePart state) {
        return state instanceof Unwritten ? List.of(event(command)) : List.of();
    }

    @Override
    public PackagePart evolve(PackagePart state, PackagePartEvent event) {
        return switch (event) {
            case PackagePartReady ready -> new Written(ready);
            case PackagePartFailed _ -> new Abandoned();
        };
    }

    private static PackagePartEvent event(PackagePartCommand command) {
        PartAsked asked = command.asked();
        return switch (command) {
            case FinishPart finish ->
                    new PackagePartReady(
                            asked.accessPackage(),
                            asked.request(),
                            asked.controller(),
                            asked.subject(),
                            asked.service(),
                            finish.part(),
                            finish.bytes(),
                            finish.sha256(),
                            finish.counts(),
                            finish.now());
            case GiveUpPart giveUp ->
                    new PackagePartFailed(
                            asked.accessPackage(),
                            asked.request(),
                            asked.controller(),
                            asked.subject(),
                            asked.service(),
                            giveUp.reason(),
                            giveUp.now());
        };
    }
}

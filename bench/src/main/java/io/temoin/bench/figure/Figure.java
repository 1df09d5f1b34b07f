// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.report.Row;
import java.util.List;

/** One question to the suite, answered by one or more rows of the table. */
public interface Figure {

    /** Every figure, in the order in which they run. */
    static List<Figure> all() {
        return List.of(
                new RenderFigure(),
                new StartFigure(),
                new CommandFigure(Command.CONSENT),
                new CommandFigure(Command.DECISION),
                new ReplicasFigure(),
                new TakeOverFigure(),
                new RollingRestartFigure(),
                new RivalFigure(),
                new RulesFigure(),
                new StreamLengthFigure(),
                new FeedFigure(),
                new DeliveryFigure(),
                new ImportFigure(),
                new ScrubFigure(),
                new UploadFigure(Storage.FILES),
                new DownloadFigure(Storage.FILES),
                new UploadFigure(Storage.BUCKET),
                new DownloadFigure(Storage.BUCKET),
                new EntriesFigure(),
                new CheckpointFigure(),
                new WitnessedFigure(),
                new FsckFigure(),
                new PackageFigure(),
                new DispositionFigure(),
                // These three put a register of their own in the place of the others'.
                new HoldFigure(),
                new DueFigure(),
                new SimulationFigure(),
                // The last ones: they do the same with the trail.
                new SearchFigure(),
                new ProofFigure());
    }

    /** For {@code --only}. */
    String name();

    /** Measures, candidate and limit in turns. Starts and stops the servers it needs. */
    List<Row> measure(Session session) throws Exception;
}

// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher;

import io.temoin.launcher.story.Normalised;
import io.temoin.launcher.story.Story;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plays the story on a suite that runs. */
@Command(
        name = "story",
        mixinStandardHelpOptions = true,
        description =
                "Play the demonstration story (a scripted call, from consent to erasure) on the"
                        + " running suite.")
final class StoryCommand implements Callable<Integer> {

    @Mixin private DataOption data = new DataOption();

    @Option(
            names = "--normalised",
            description = "Print it with ids, instants, tokens and ports masked.")
    private boolean normalised;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var state = data.running();
        if (normalised) {
            out.println(Normalised.of(Story.play(state, data.folder(), _ -> {}).text()));
        } else {
            out.println(
                    Story.play(
                                    state,
                                    data.folder(),
                                    line -> {
                                        out.println(line);
                                        out.flush();
                                    })
                            .summary());
        }
        return 0;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import io.temoin.launcher.suite.AudioBucket;
import io.temoin.launcher.suite.Suite;
import io.temoin.launcher.suite.SuiteFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A lost data centre is restored from its backup: {@code -Dtemoin.restore.drill=true}. It takes
 * minutes of the cores, so it is not part of every build. The audio is in a bucket, as in an
 * installation with several replicas.
 */
@EnabledIfSystemProperty(named = "temoin.restore.drill", matches = "true")
class RestoreDrillIT {

    @TempDir Path data;

    @Test
    void restoresALostDataCentreWithoutBringingBackWhatWasErased() {
        try (var bucket = AudioBucket.start(data.resolve("s3"));
                var suite =
                        Suite.start(
                                new SuiteFolder(data.resolve("suite")),
                                1,
                                bucket.settings(),
                                System.out::println)) {
            new RestoreDrill(suite, bucket).check();
        }
    }
}

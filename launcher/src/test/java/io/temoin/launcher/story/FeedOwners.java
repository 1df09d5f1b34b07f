// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.Suite;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Which replica reads which feeds, as the replicas say in their metrics. */
final class FeedOwners implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Pattern OWNED =
            Pattern.compile("^temoin_feed_owned\\{reader=\"([^\"]+)\"} 1\\.0$", Pattern.MULTILINE);

    private static final Pattern LAG =
            Pattern.compile(
                    "^temoin_feed_lag_seconds\\{reader=\"kafka\"} (\\S+)$", Pattern.MULTILINE);

    private final Suite suite;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(LIMIT)
                    .build();

    FeedOwners(Suite suite) {
        this.suite = suite;
    }

    /** The feeds that any replica of a service reads. */
    Set<String> of(ServiceName service) {
        return except(service, -1);
    }

    /** The feeds that any replica but one reads. */
    Set<String> except(ServiceName service, int replica) {
        var owned = new TreeSet<String>();
        for (var other = 0; other < suite.replicas(service).size(); other++) {
            if (other != replica) {
                owned.addAll(of(service, other));
            }
        }
        return owned;
    }

    /** The feeds that a replica reads; none where it does not answer. */
    Set<String> of(ServiceName service, int replica) {
        var owned = new TreeSet<String>();
        OWNED.matcher(metrics(service, replica))
                .results()
                .map((MatchResult found) -> found.group(1))
                .forEach(owned::add);
        return owned;
    }

    /** How old the oldest event is that is not published; for ever where nobody answers. */
    double lagSeconds(ServiceName service) {
        return LAG.matcher(metrics(service, 0))
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private String metrics(ServiceName service, int replica) {
        URI management = suite.state().management(service).get(replica);
        try {
            return http.send(
                            HttpRequest.newBuilder(management.resolve("/q/metrics"))
                                    .timeout(LIMIT)
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException _) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    @Override
    public void close() {
        http.close();
    }
}

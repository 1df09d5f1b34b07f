// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import io.temoin.platform.FreePorts;
import io.temoin.platform.RoundRobinProxy;
import io.temoin.platform.RoundRobinProxy.Route;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** nginx in front of two servers, by one address for both in turn and another for the first. */
public final class Balancer implements AutoCloseable {

    private final RoundRobinProxy proxy;
    private final int both;
    private final int first;

    private Balancer(RoundRobinProxy proxy, int both, int first) {
        this.proxy = proxy;
        this.both = both;
        this.first = first;
    }

    static Balancer start(ServerProcess first, ServerProcess second, Path folder) {
        int forBoth = FreePorts.any();
        int forFirst = FreePorts.any();
        int one = first.address().getPort();
        int other = second.address().getPort();
        return new Balancer(
                RoundRobinProxy.start(
                        folder.resolve("nginx"),
                        List.of(
                                new Route("both", forBoth, List.of(one, other)),
                                new Route("first", forFirst, List.of(one))),
                        folder.resolve("nginx.log")),
                forBoth,
                forFirst);
    }

    /** Where both answer in turn. */
    public URI both() {
        return ServerProcess.local(both, "");
    }

    /** Where the first answers alone. */
    public URI first() {
        return ServerProcess.local(first, "");
    }

    @Override
    public void close() {
        proxy.close();
    }
}

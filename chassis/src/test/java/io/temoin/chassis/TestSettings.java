// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The settings of a service called consent. */
public record TestSettings(boolean allowInsecure, boolean refuseOwnerPasswords)
        implements ChassisConfig {

    public TestSettings(boolean allowInsecure) {
        this(allowInsecure, false);
    }

    @Override
    public String service() {
        return "consent";
    }

    @Override
    public String problemPages() {
        return "/problems/";
    }

    @Override
    public Path keysetFile() {
        return Path.of("target/keyset.json");
    }

    @Override
    public Duration commitInterval() {
        return Duration.ofMillis(4);
    }

    @Override
    public Feed feed() {
        return new Feed() {
            @Override
            public int batchSize() {
                return 100;
            }

            @Override
            public Compression compression() {
                return Compression.GZIP;
            }

            @Override
            public Duration linger() {
                return Duration.ofMillis(1);
            }

            @Override
            public Duration pollInterval() {
                return Duration.ofMillis(50);
            }

            @Override
            public URI schemas() {
                return URI.create("https://api.temoin.example/consent/v1/event-schemas/");
            }

            @Override
            public Duration projectionTimeout() {
                return Duration.ofSeconds(60);
            }
        };
    }

    @Override
    public Keys keys() {
        return new Keys() {
            @Override
            public Duration rotationInterval() {
                return Duration.ofDays(30);
            }

            @Override
            public Duration destroyAfter() {
                return Duration.ofDays(7);
            }

            @Override
            public Duration checkInterval() {
                return Duration.ofMinutes(10);
            }

            @Override
            public Tokens tokens() {
                return new Tokens() {
                    @Override
                    public Duration rotationInterval() {
                        return Duration.ofDays(30);
                    }

                    @Override
                    public Duration overlap() {
                        return Duration.ofDays(7);
                    }

                    @Override
                    public Optional<Instant> distrustBefore() {
                        return Optional.empty();
                    }
                };
            }
        };
    }

    @Override
    public DemoClockSetting demoClock() {
        return Optional::empty;
    }

    @Override
    public Identity identity() {
        return new Identity() {
            @Override
            public Optional<Boolean> introspect() {
                return Optional.empty();
            }

            @Override
            public Duration introspectionCacheTtl() {
                return Duration.ofSeconds(5);
            }
        };
    }

    @Override
    public StepUpSetting stepUp() {
        return new StepUpSetting() {
            @Override
            public Optional<List<String>> acr() {
                return Optional.of(List.of("mfa"));
            }

            @Override
            public Duration maxAge() {
                return Duration.ofMinutes(15);
            }
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What Helm makes of the chart, and the objects of it as podman plays them. */
record RenderedChart(List<ObjectNode> objects) {

    static final String NAMESPACE = "temoin";

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final List<String> PROBES =
            List.of("startupProbe", "livenessProbe", "readinessProbe");

    /**
     * As {@code helm install temoin -n temoin} renders it with these values, the last ones on top.
     */
    static RenderedChart of(List<Path> values) {
        var template =
                new Helm(SourceTree.root().resolve("deploy/helm/temoin"))
                        .template()
                        .withName("temoin")
                        .withNamespace(NAMESPACE)
                        .withKubeVersion("1.34.0");
        for (var file : values) {
            template = template.withValuesFile(file);
        }
        return new RenderedChart(parse(template.call()));
    }

    /** The documents of a text in YAML. */
    static List<ObjectNode> parse(String text) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            List<ObjectNode> objects = new ArrayList<>();
            while (documents.hasNext()) {
                if (documents.next() instanceof ObjectNode object) {
                    objects.add(object);
                }
            }
            return objects;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<ObjectNode> ofKind(String kind) {
        return objects.stream().filter(object -> object.path("kind").asText().equals(kind));
    }

    ObjectNode one(String kind, String name) {
        return ofKind(kind)
                .filter(object -> name(object).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The chart renders no " + kind + " " + name));
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    /** The pod of a Deployment, Job or CronJob. */
    static JsonNode pod(JsonNode workload) {
        return workload.path("kind").asText().equals("CronJob")
                ? workload.at("/spec/jobTemplate/spec/template")
                : workload.at("/spec/template");
    }

    /**
     * The file that podman plays for a Deployment, Job or CronJob. It differs from what is rendered
     * in this, and in nothing else:
     *
     * <ul>
     *   <li>of a CronJob, the Job that its controller would make, since podman has no controllers;
     *   <li>addresses of Services, and of what a cluster's DNS would find, as {@code hostAliases};
     *   <li>no probes: podman asks them with curl inside the container, and there is none in it.
     *       The test asks them from outside, as the kubelet does;
     *   <li>the pod's name before those of its {@code emptyDir}s, since podman shares those of one
     *       name.
     * </ul>
     *
     * @param hosts the names that an address has, by address
     * @param more objects that the chart expects to find: ConfigMaps
     */
    String played(
            String kind, String name, Map<String, List<String>> hosts, List<ObjectNode> more) {
        var workload = job(one(kind, name).deepCopy());
        var spec = (ObjectNode) workload.at("/spec/template/spec");
        var aliases = spec.putArray("hostAliases");
        hosts.forEach(
                (address, names) -> {
                    var alias = aliases.addObject().put("ip", address);
                    names.forEach(alias.putArray("hostnames")::add);
                });
        for (var volume : spec.path("volumes")) {
            if (volume.has("emptyDir")) {
                rename(spec, volume.path("name").asText(), name);
            }
        }
        spec.path("containers").forEach(container -> ((ObjectNode) container).remove(PROBES));
        var text = new StringBuilder();
        Stream.of(ofKind("ConfigMap"), more.stream(), Stream.of(workload))
                .flatMap(each -> each)
                .forEach(object -> text.append(write(object)));
        return text.toString();
    }

    private static ObjectNode job(ObjectNode workload) {
        if (!workload.path("kind").asText().equals("CronJob")) {
            return workload;
        }
        var job = YAML.createObjectNode().put("apiVersion", "batch/v1").put("kind", "Job");
        job.set("metadata", workload.path("metadata"));
        job.set("spec", workload.at("/spec/jobTemplate/spec"));
        return job;
    }

    private static void rename(ObjectNode spec, String volume, String pod) {
        Stream.of("containers", "initContainers")
                .flatMap(containers -> spec.path(containers).findParents("mountPath").stream())
                .forEach(mount -> renameOne(mount, volume, pod));
        spec.path("volumes").forEach(each -> renameOne(each, volume, pod));
    }

    private static void renameOne(JsonNode named, String volume, String pod) {
        if (named.path("name").asText().equals(volume)) {
            ((ObjectNode) named).put("name", pod + "-" + volume);
        }
    }

    static String write(JsonNode object) {
        try {
            return YAML.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

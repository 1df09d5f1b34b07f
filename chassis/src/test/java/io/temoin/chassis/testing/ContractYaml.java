// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** How the contracts are written as YAML: a reference or a list of names takes one line. */
public final class ContractYaml {

    private static final int WIDTH = 120;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ContractYaml() {}

    /** The text of a document, as it is committed. */
    public static String of(JsonNode document) {
        DumperOptions options = new DumperOptions();
        options.setWidth(WIDTH);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        return "# SPDX-License-Identifier: Apache-2.0\n"
                + new Yaml(new Layout(options), options)
                        .dump(JSON.convertValue(document, Object.class));
    }

    private static final class Layout extends Representer {

        Layout(DumperOptions options) {
            super(options);
        }

        @Override
        protected Node representMapping(Tag tag, Map<?, ?> mapping, FlowStyle style) {
            boolean onOneLine = mapping.size() <= 3 && areNames(mapping.values());
            return super.representMapping(
                    tag, mapping, onOneLine ? FlowStyle.FLOW : FlowStyle.BLOCK);
        }

        @Override
        protected Node representSequence(Tag tag, Iterable<?> sequence, FlowStyle style) {
            return super.representSequence(
                    tag, sequence, areNames(sequence) ? FlowStyle.FLOW : FlowStyle.BLOCK);
        }

        private static boolean areNames(Iterable<?> values) {
            return StreamSupport.stream(values.spliterator(), false)
                    .noneMatch(
                            it ->
                                    it instanceof Map
                                            || it instanceof Iterable
                                            || String.valueOf(it).contains(" "));
        }
    }
}

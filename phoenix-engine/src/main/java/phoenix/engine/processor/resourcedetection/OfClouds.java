package phoenix.engine.processor.resourcedetection;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import phoenix.config.spec.Field;
import phoenix.engine.net.HttpClientFields;

/** What the Collector's processor has for machines of clouds and clusters, none of which is supported here. */
final class OfClouds {
    private static final String NO_DETECTOR = "detectors of clouds have to ask a machine of the cloud";
    private static final String NO_CLIENT = "no detector here asks anything over HTTP";

    /** Settings of one detector each, under its name. */
    private static final List<String> CONFIGURED = List.of(
            "akamai",
            "aks",
            "alibaba_ecs",
            "azure",
            "azurecontainerapps",
            "consul",
            "digitalocean",
            "docker",
            "ec2",
            "ecs",
            "eks",
            "elasticbeanstalk",
            "gcp",
            "heroku",
            "hetzner",
            "ibmcloud_classic",
            "ibmcloud_vpc",
            "k8s_api",
            "k8snode",
            "kubeadm",
            "lambda",
            "nova",
            "openshift",
            "oraclecloud",
            "scaleway",
            "tencent_cvm",
            "upcloud",
            "vultr");

    /** The words of {@code detectors}. */
    static final Set<String> DETECTORS = detectors();

    static final List<Field<?>> FIELDS = fields();

    private OfClouds() {}

    private static Set<String> detectors() {
        Set<String> detectors = new TreeSet<>(CONFIGURED);
        detectors.remove("elasticbeanstalk");
        detectors.addAll(List.of("dynatrace", "elastic_beanstalk"));
        return detectors;
    }

    private static List<Field<?>> fields() {
        Stream<Field<?>> detectors = CONFIGURED.stream().map(name -> Field.unsupported(name, NO_DETECTOR));
        Stream<String> others = Stream.of(
                "endpoint",
                "proxy_url",
                "tls",
                "headers",
                "auth",
                "compression",
                "compression_params",
                "cookies",
                "middlewares");
        Stream<Field<?>> client =
                Stream.concat(others, HttpClientFields.names()).map(name -> Field.withoutEffect(name, NO_CLIENT));
        return Stream.concat(
                        Stream.concat(detectors, client), Stream.of(Field.withoutEffect("env", "it has no fields")))
                .toList();
    }
}

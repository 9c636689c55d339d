package phoenix.engine.processor.resourcedetection;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
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
        Stream<Field<?>> detectors = CONFIGURED.stream()
                .map(name -> Field.unsupported(name, NO_DETECTOR).shaped(FieldType.rawMap()));
        Stream<Field<?>> others = Stream.of(
                noClient("endpoint", FieldType.string()),
                noClient("proxy_url", FieldType.string()),
                noClient("tls", FieldType.rawMap()),
                Field.withoutEffect("headers", NO_CLIENT),
                noClient("auth", FieldType.rawMap()),
                noClient("compression", FieldType.string()),
                noClient("compression_params", FieldType.rawMap()),
                noClient("cookies", FieldType.rawMap()),
                noClient("middlewares", FieldType.listOf(FieldType.rawMap())),
                noClient("force_attempt_http2", FieldType.bool()),
                noClient("env", FieldType.rawMap()));
        return Stream.of(detectors, others, HttpClientFields.withoutEffect(NO_CLIENT))
                .flatMap(fields -> fields)
                .toList();
    }

    private static Field<Boolean> noClient(String name, FieldType<?> shape) {
        return Field.withoutEffect(name, NO_CLIENT).shaped(shape);
    }
}

package phoenix.app.diff;

/** What attributes of a resource are to those who read it. */
final class Entities {
    private Entities() {}

    /** The resource no longer has this attribute. */
    static Meaning[] lost(String attribute) {
        return switch (attribute) {
            case "host.id" ->
                new Meaning[] {Meaning.newRelic("without host.id there is no host entity: its page and alerts end")};
            case "host.name" -> new Meaning[] {Meaning.newRelic("hosts lose their name")};
            case "service.name" ->
                new Meaning[] {
                    Meaning.prometheus("the label job goes, and with it what joins target_info"),
                    Meaning.newRelic("the service entity gets no more data; host metrics can belong to a host")
                };
            case "service.instance.id" ->
                new Meaning[] {Meaning.prometheus("the label instance goes: instances fall together")};
            case "container.id" -> new Meaning[] {Meaning.newRelic("the container entity gets no more data")};
            default ->
                attribute.startsWith("k8s.")
                        ? new Meaning[] {Meaning.newRelic("what is shown by " + attribute + " loses it")}
                        : new Meaning[] {
                            Meaning.prometheus("label " + Words.label(attribute)
                                    + " goes where resource attributes are labels; series may fall together")
                        };
        };
    }

    /** The resource gets this attribute. */
    static Meaning[] gained(String attribute) {
        return switch (attribute) {
            case "host.id" -> new Meaning[] {Meaning.newRelic("host metrics belong to the host with this id")};
            case "service.name" ->
                new Meaning[] {
                    Meaning.prometheus("series get the label job"),
                    Meaning.newRelic("metrics belong to a service entity, and host metrics no longer to a host")
                };
            case "service.instance.id" -> new Meaning[] {Meaning.prometheus("series get the label instance")};
            default ->
                new Meaning[] {
                    Meaning.prometheus(
                            "label " + Words.label(attribute) + " comes where resource attributes are labels")
                };
        };
    }
}

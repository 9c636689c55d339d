package phoenix.engine.component;

/** An extension that gives components a place for what is to outlive the process. Thread-safe once started. */
public interface Storage extends Component {
    /**
     * The place of one component; the same with every start.
     *
     * @param component its kind and id, such as {@code exporter} and {@code otlp_http/backend}
     * @param use what for, where a component has several: {@code metrics}
     */
    StorageSpace space(String kind, String component, String use);
}

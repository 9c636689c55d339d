package phoenix.engine.component;

/** The end of one pipeline and the beginning of another: hands what it takes to the consumer it was created with. */
public interface Connector extends Component, MetricConsumer {}

package phoenix.engine.component;

/** Changes, drops or holds back metrics, and hands them to the consumer that it was created with. */
public interface Processor extends Component, MetricConsumer {}

package phoenix.engine.component;

/** Brings metrics in, by reading or by listening, and hands them to the consumer that it was created with. */
public interface Receiver extends Component {}

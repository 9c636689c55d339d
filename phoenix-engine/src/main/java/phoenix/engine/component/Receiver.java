package phoenix.engine.component;

/** Brings metrics in, by reading or by listening, and hands them to the consumer that it was created with. */
public interface Receiver extends Component {
    /** Whether it has handed on all that it will ever have, as one that plays a file; most go on for as long as they run. */
    default boolean isFinished() {
        return false;
    }
}

package phoenix.engine.component;

/** Something beside the pipelines. Started before them and shut down after them. */
public interface Extension extends Component {
    /** Called when all pipelines run. */
    default void ready() {}

    /** Called before the pipelines are shut down. */
    default void notReady() {}
}

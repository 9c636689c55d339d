package phoenix.app.run;

import phoenix.experiment.store.Deletion;

/** What the report says about the samples after the end. */
final class Cleanup {
    private Cleanup() {}

    static String of(Deletion deletion) {
        return switch (deletion) {
            case Deletion.Deleted _, Deletion.NothingThere _ -> "deleted";
            case Deletion.LeftToRetention(String explanation) -> "left_to_retention: " + explanation;
            case Deletion.Failed(var problem) -> "failed: " + problem;
        };
    }
}

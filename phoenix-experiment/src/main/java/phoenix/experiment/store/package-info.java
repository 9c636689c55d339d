/**
 * The port to the place where the samples of both variants are kept while an experiment runs.
 *
 * <p>Readers use {@link phoenix.experiment.store.ComparisonStore}. A store that takes samples from this process is also a
 * {@link phoenix.experiment.store.RecordingStore}; a Prometheus server, which scrapes for itself, is not. "There is no
 * data" and "the store cannot be asked" are different {@link phoenix.experiment.store.Answer answers} everywhere.
 */
@NullMarked
package phoenix.experiment.store;

import org.jspecify.annotations.NullMarked;

/**
 * From samples to evidence: reads complete buckets of both variants from the comparison store and keeps what the judge
 * needs of them. Pure but for the store; time comes in as bucket numbers.
 */
@NullMarked
package phoenix.experiment.evidence;

import org.jspecify.annotations.NullMarked;

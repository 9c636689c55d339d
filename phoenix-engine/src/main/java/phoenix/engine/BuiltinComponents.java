package phoenix.engine;

import java.util.List;
import phoenix.engine.component.ComponentRegistry;
import phoenix.engine.connector.forward.ForwardConnector;
import phoenix.engine.exporter.debug.DebugExporter;
import phoenix.engine.exporter.file.FileExporter;
import phoenix.engine.exporter.nop.NopExporter;
import phoenix.engine.exporter.otlp.OtlpGrpcExporter;
import phoenix.engine.exporter.otlp.OtlpHttpExporter;
import phoenix.engine.exporter.prometheus.PrometheusExporter;
import phoenix.engine.exporter.remotewrite.RemoteWriteExporter;
import phoenix.engine.extension.filestorage.FileStorageExtension;
import phoenix.engine.extension.healthcheck.HealthCheckExtension;
import phoenix.engine.processor.attributes.AttributesProcessor;
import phoenix.engine.processor.batch.BatchProcessor;
import phoenix.engine.processor.cumulativetodelta.CumulativeToDeltaProcessor;
import phoenix.engine.processor.deltatocumulative.DeltaToCumulativeProcessor;
import phoenix.engine.processor.deltatorate.DeltaToRateProcessor;
import phoenix.engine.processor.filter.FilterProcessor;
import phoenix.engine.processor.groupbyattrs.GroupByAttrsProcessor;
import phoenix.engine.processor.interval.IntervalProcessor;
import phoenix.engine.processor.memorylimiter.MemoryLimiterProcessor;
import phoenix.engine.processor.metricsgeneration.MetricsGenerationProcessor;
import phoenix.engine.processor.metricstransform.MetricsTransformProcessor;
import phoenix.engine.processor.resource.ResourceProcessor;
import phoenix.engine.processor.resourcedetection.ResourceDetectionProcessor;
import phoenix.engine.processor.transform.TransformProcessor;
import phoenix.engine.receiver.hostmetrics.HostMetricsReceiver;
import phoenix.engine.receiver.otlp.OtlpReceiver;
import phoenix.engine.receiver.prometheus.PrometheusReceiver;
import phoenix.engine.receiver.replay.CaptureReceiver;
import phoenix.engine.receiver.replay.JsonFileReceiver;

/** Every component of the embedded collector: the one place that names concrete ones. A new one is one line here. */
public final class BuiltinComponents {
    private BuiltinComponents() {}

    public static ComponentRegistry registry() {
        return new ComponentRegistry(List.of(
                HostMetricsReceiver.TYPE,
                OtlpReceiver.TYPE,
                ForwardConnector.TYPE,
                FileStorageExtension.TYPE,
                HealthCheckExtension.TYPE,
                PrometheusReceiver.TYPE,
                CaptureReceiver.TYPE,
                JsonFileReceiver.TYPE,
                AttributesProcessor.TYPE,
                BatchProcessor.TYPE,
                CumulativeToDeltaProcessor.TYPE,
                DeltaToCumulativeProcessor.TYPE,
                DeltaToRateProcessor.TYPE,
                FilterProcessor.TYPE,
                GroupByAttrsProcessor.TYPE,
                IntervalProcessor.TYPE,
                MemoryLimiterProcessor.TYPE,
                MetricsGenerationProcessor.TYPE,
                MetricsTransformProcessor.TYPE,
                ResourceProcessor.TYPE,
                ResourceDetectionProcessor.TYPE,
                TransformProcessor.TYPE,
                DebugExporter.TYPE,
                FileExporter.TYPE,
                NopExporter.TYPE,
                OtlpGrpcExporter.TYPE,
                OtlpHttpExporter.TYPE,
                PrometheusExporter.TYPE,
                RemoteWriteExporter.TYPE));
    }
}

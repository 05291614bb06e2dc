import { keepSpans } from '@daybook/persistence';
import type { Environment } from './config';

/** Traces that are kept and sent. */
export interface Tracing {
  /** Sends what was kept and takes no more. */
  stop(): Promise<void>;
}

/** Milliseconds that a stop waits for the collector at most. */
const FLUSH_WITHIN_MS = 1_000;

/** Whether OpenTelemetry's standard variables ask for traces. */
export function tracesAreWanted(environment: Environment): boolean {
  if (environment.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return false;
  const exporter = environment.OTEL_TRACES_EXPORTER;
  if (exporter !== undefined && exporter !== '') return exporter.split(',').includes('otlp');
  return [environment.OTEL_EXPORTER_OTLP_ENDPOINT, environment.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT].some(
    Boolean,
  );
}

/**
 * Sends this process's spans over OTLP/HTTP where OpenTelemetry's standard variables ask for it. Where, how many and
 * with which headers is said by the same variables, which the SDK reads from the process's environment.
 */
export async function startTracing(service: string, environment: Environment): Promise<Tracing | null> {
  if (!tracesAreWanted(environment)) return null;
  // Loaded only where it is wanted: it is most of what a service would load.
  const [{ NodeTracerProvider, BatchSpanProcessor }, { OTLPTraceExporter }, resources] = await Promise.all([
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const { defaultResource, detectResources, envDetector, resourceFromAttributes } = resources;
  const named = resourceFromAttributes({ 'service.name': service, 'service.namespace': 'daybook' });
  const provider = new NodeTracerProvider({
    resource: defaultResource()
      .merge(named)
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  keepSpans(true);
  return {
    stop: async () => {
      keepSpans(false);
      const late = new Promise<void>((resolve) => setTimeout(resolve, FLUSH_WITHIN_MS).unref());
      // A collector that is gone must not keep a service from stopping.
      await Promise.race([provider.shutdown(), late]);
    },
  };
}

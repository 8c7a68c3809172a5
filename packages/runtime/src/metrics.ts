import { Counter, Gauge, Histogram, Registry } from 'prom-client';

type Described = { readonly name: string; readonly help: string; readonly labels?: readonly string[] };

/** The metrics of one process, without a global registry. */
export type Metrics = {
  counter(described: Described): Counter;
  /** `collect` is called at each scrape and sets the gauge. */
  gauge(described: Described & { readonly collect?: (gauge: Gauge) => void | Promise<void> }): Gauge;
  /** `buckets` are upper bounds in the unit that the name ends with. */
  histogram(described: Described & { readonly buckets: readonly number[] }): Histogram;
  /** The Prometheus text format. */
  expose(): Promise<string>;
  readonly contentType: string;
};

/** An empty set of metrics whose names all begin with `weir_`. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const common = ({ name, help, labels }: Described) => ({
    name: `weir_${name}`,
    help,
    labelNames: [...(labels ?? [])],
    registers: [registry],
  });
  return {
    contentType: registry.contentType,
    counter: (described) => new Counter(common(described)),
    gauge(described) {
      const { collect } = described;
      if (collect === undefined) return new Gauge(common(described));
      return new Gauge({
        ...common(described),
        async collect() {
          await collect(this);
        },
      });
    },
    histogram: (described) => new Histogram({ ...common(described), buckets: [...described.buckets] }),
    expose: () => registry.metrics(),
  };
}

import { startStaticUpstream } from './static-upstream.ts';

/** The bench's upstream as a process of its own: `node static-main.ts [port]`. Prints its URL, runs until SIGTERM. */
const upstream = await startStaticUpstream(Number(process.argv[2] ?? 0));
process.stdout.write(`${upstream.url}\n`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void upstream.close().then(() => process.exit(0)));
}

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';

type Exports = Record<string, unknown>;

// Neither es2024 nor Node's types describe it.
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: Record<string, Exports>) => { readonly exports: Exports };
};

const require = createRequire(import.meta.url);

/** Tables that the migrations make in plain SQL beside the Prisma schema. */
export const unmanaged = { externalTables: ['public.control_changes'], externalEnums: [] };

// Appended to each script. With it an unfinished line of the history means that nothing of that migration is applied.
const markFinished = `
;do $mark$ begin
  if to_regclass('public._prisma_migrations') is not null then
    update public._prisma_migrations set finished_at = now() where finished_at is null and rolled_back_at is null;
  end if;
end $mark$;`;

// The adapter cuts scripts at every semicolon, also inside function bodies. Sent whole, a script is one transaction.
class WholeScripts extends PrismaPg {
  /** Why the last script failed: the engine only says that it did. */
  failure: unknown;
  readonly #open: Awaited<ReturnType<PrismaPg['connect']>>[] = [];

  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      try {
        await adapter.underlyingDriver().query(script + markFinished);
      } catch (error) {
        this.failure = error;
        throw error;
      }
    };
    this.#open.push(adapter);
    return adapter;
  }

  // Freeing the engine leaves its connection open, and with it the engine's own lock.
  async close(): Promise<void> {
    await Promise.all(this.#open.map((adapter) => adapter.underlyingDriver().end()));
  }
}

let loading: Promise<void> | undefined;

// The engine never clears the 10 s timer of its lock, which would keep the process alive for that long.
function withIdleTimers(): Exports {
  const timers = Object.keys(engineModule).filter((name) => name.startsWith('__wbg_setTimeout_'));
  const idle = (callback: () => void, delayMs: number): unknown => setTimeout(callback, delayMs).unref();
  return { ...engineModule, ...Object.fromEntries(timers.map((name) => [name, idle])) };
}

// Instantiated by hand: importing a .wasm file as a module is experimental in Node and would print a warning.
async function load(): Promise<void> {
  const file = resolve(dirname(require.resolve('@prisma/schema-engine-wasm')), 'schema_engine_bg.wasm');
  const module = new WebAssembly.Module(await readFile(file));
  const instance = new WebAssembly.Instance(module, { './schema_engine_bg.js': withIdleTimers() });
  engineModule.__wbg_set_wasm(instance.exports);
  const start = instance.exports['__wbindgen_start'];
  if (typeof start === 'function') start();
}

/**
 * Runs `use` with Prisma's schema engine, the WebAssembly build that needs no binary, on the database at `databaseUrl`.
 */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  use: (engine: engineModule.SchemaEngine) => Promise<T>,
): Promise<T> {
  loading ??= load();
  await loading;
  const factory = new WholeScripts({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000, max: 1 });
  const bound = bindMigrationAwareSqlAdapterFactory(factory);
  try {
    return await use(await engineModule.SchemaEngine.new({ datamodels: undefined }, () => undefined, bound));
  } catch (error) {
    throw factory.failure ?? error;
  } finally {
    await factory.close();
  }
}

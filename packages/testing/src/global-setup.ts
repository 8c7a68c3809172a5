import type { TestProject } from 'vitest/node';
import { startServices } from './services/start-services.ts';

/** For vitest's `globalSetup`: Redis at once, PostgreSQL when a test first asks, both gone afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const services = await startServices();
  project.provide('weirServices', services.context);
  return services.stop;
}

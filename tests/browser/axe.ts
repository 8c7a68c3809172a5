import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/**
 * What axe holds against a page, a line for each node; empty when it is accessible as far as a machine can tell. Runs in
 * the page by the debugger, which no content security policy stands in the way of.
 */
export async function axe(page: Page): Promise<readonly string[]> {
  // In the page itself, for none of ours has frames, and of violations alone: it takes a third of the time.
  const builder = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const { violations } = await builder.analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const why = (failureSummary ?? '').replaceAll(/\s+/g, ' ');
      return `${id}: ${help}: ${target.join(' ')}: ${why}`;
    }),
  );
}

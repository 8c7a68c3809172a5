import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/**
 * What axe holds against a page, a line for each node; empty when it is accessible as far as a machine can tell. Runs in
 * the page by the debugger, which no content security policy stands in the way of.
 */
export async function axe(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const why = (failureSummary ?? '').replaceAll(/\s+/g, ' ');
      return `${id}: ${help}: ${target.join(' ')}: ${why}`;
    }),
  );
}

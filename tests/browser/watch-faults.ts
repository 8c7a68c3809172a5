import type { BrowserContext, Page } from 'playwright-core';

/** What went wrong in the pages of a context since it was opened. */
export type Faults = {
  /** Each in one line. */
  all(): readonly string[];
  /** Forgets those that match: the test expected them. Gives how many there were. */
  expect(pattern: RegExp): number;
  /** Throws when there are any. */
  none(): void;
};

const bindingName = '__weirFault';

/** Runs in the page: violations of the content security policy, also those that only report. */
function reportViolations(binding: string): void {
  document.addEventListener('securitypolicyviolation', (event) => {
    const report: unknown = Reflect.get(window, binding);
    const text = `CSP ${event.violatedDirective} blocked ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`;
    if (typeof report === 'function') report(text);
  });
}

function listen(page: Page, add: (fault: string) => void): void {
  page.on('pageerror', (error) => add(`page error at ${page.url()}: ${error.message}`));
  page.on('crash', () => add(`the page at ${page.url()} crashed`));
  page.on('console', (message) => {
    if (message.type() === 'error') add(`console at ${page.url()}: ${message.text()} (${message.location().url})`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) add(`${response.status()} from ${response.url()}`);
  });
}

/** Collects errors of the console, uncaught errors, crashes, 5xx answers and policy violations of every page. */
export async function watchFaults(context: BrowserContext): Promise<Faults> {
  let faults: string[] = [];
  const add = (fault: string) => void faults.push(fault);
  await context.exposeBinding(bindingName, (_source, text: unknown) => add(String(text)));
  await context.addInitScript(reportViolations, bindingName);
  context.on('page', (page) => listen(page, add));
  return {
    all: () => faults,
    expect(pattern) {
      const before = faults.length;
      faults = faults.filter((fault) => !pattern.test(fault));
      return before - faults.length;
    },
    none() {
      if (faults.length > 0) throw new Error(`The browser reported:\n${faults.join('\n')}`);
    },
  };
}

import type { Page } from 'playwright-core';

/** What a walk through a page with the Tab key found wrong; empty when nothing. */
export type TabWalk = {
  /** How many places the focus went to. */
  readonly stops: number;
  /** What can be operated and was never reached. */
  readonly missed: readonly string[];
  /** Where the focus stood and could not be seen. */
  readonly unseen: readonly string[];
};

type Walk = { readonly all: Element[]; readonly visited: Element[]; readonly unseen: string[] };

declare global {
  interface Window {
    weirWalk?: Walk;
  }
}

/** Runs in the page: notes what can be operated, and from now on where the focus goes and whether that is seen. */
function begin(): number {
  const operable = 'a[href], button, input, select, textarea, summary, [tabindex]';
  const isReachable = (element: Element): boolean => {
    if (!(element instanceof HTMLElement) || element.tabIndex < 0 || element.matches(':disabled')) return false;
    // Of a group of radio buttons Tab reaches the one that is chosen; arrows do the rest.
    if (element instanceof HTMLInputElement && element.type === 'radio' && !element.checked) return false;
    return element.checkVisibility({ visibilityProperty: true }) && element.closest('[inert]') === null;
  };
  const nameOf = (element: Element): string => {
    const words = element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 40);
    return `${element.tagName.toLowerCase()} "${words}"`;
  };
  const isDrawn = (element: Element | null): boolean => {
    if (element === null) return false;
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1 && !/, 0\)$/.test(outlineColor);
  };
  // Where a dialog is open, it is all there is.
  const shown = document.querySelector('[role="dialog"]') ?? document;
  const walk: Walk = { all: [...shown.querySelectorAll(operable)].filter(isReachable), visited: [], unseen: [] };
  const visit = ({ target, isTrusted }: FocusEvent): void => {
    // React repeats events for what it has only now brought to life: the focus went there once.
    if (!isTrusted || !(target instanceof Element)) return;
    walk.visited.push(target);
    setTimeout(() => {
      // A group hands the focus on to one of its own.
      if (document.activeElement !== target) return;
      // A control that is drawn by its label shows the focus there.
      const isSeen = [target, target.parentElement, target.closest('label')].some(isDrawn);
      if (!isSeen) walk.unseen.push(nameOf(target));
    });
  };
  // On its way down: on the way up React keeps it to itself where it has yet to hydrate.
  document.addEventListener('focusin', visit, { capture: true });
  window.weirWalk = walk;
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  window.getSelection()?.removeAllRanges();
  return walk.all.length;
}

/** Runs in the page. */
function isRound(): boolean {
  const visited = window.weirWalk?.visited ?? [];
  return new Set(visited).size < visited.length;
}

/** Runs in the page. */
function outcome(): TabWalk {
  const { all = [], visited = [], unseen = [] } = window.weirWalk ?? {};
  const missed = all
    .filter((element) => element.isConnected && !visited.includes(element))
    .map((element) => element.outerHTML.slice(0, 160));
  return { stops: new Set(visited).size, missed, unseen };
}

const batch = 12;

/** Goes through the whole page with the Tab key, until the focus comes round. */
export async function walkByTab(page: Page): Promise<TabWalk> {
  const all = await page.evaluate(begin);
  for (let presses = 0; presses < all + 2 * batch; presses += batch) {
    for (let press = 0; press < batch; press += 1) await page.keyboard.press('Tab');
    if (await page.evaluate(isRound)) break;
  }
  return page.evaluate(outcome);
}

/** Presses Tab until what `name` says of the focus is so. Throws when it never is. */
export async function tabTo(page: Page, role: string, name: RegExp | string): Promise<void> {
  const pressesMax = 150;
  for (let press = 0; press < pressesMax; press += 1) {
    await page.keyboard.press('Tab');
    if (await isFocused(page, role, name)) return;
  }
  throw new Error(`Tab does not lead to the ${role} ${String(name)}`);
}

/** True when the focus is on this. */
export async function isFocused(page: Page, role: string, name: RegExp | string): Promise<boolean> {
  const focused = page.locator(':focus');
  if ((await focused.count()) !== 1) return false;
  const [line = ''] = (await focused.ariaSnapshot()).split('\n');
  const [, found, said = ''] = /^- '?([a-z]+)(?: "(.*?)(?<!\\)")?/.exec(line) ?? [];
  if (found !== role) return false;
  return typeof name === 'string' ? said === name : name.test(said);
}

import type { Page } from 'playwright-core';

/** The elements that stick out of the window sideways, where the whole page can be scrolled because of them. */
function sticksOut(): string[] {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const all = [...document.querySelectorAll('body *')].filter((element) => {
    const { right, width: own } = element.getBoundingClientRect();
    return own > 0 && right > width + 0.5;
  });
  const names = all.map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`);
  return names.length === 0 ? ['the page itself'] : names.slice(-5);
}

/** What makes the page scroll sideways; empty when nothing does. */
export function horizontalOverflow(page: Page): Promise<readonly string[]> {
  return page.evaluate(sticksOut);
}

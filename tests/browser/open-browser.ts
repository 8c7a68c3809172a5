import { type Browser, chromium } from 'playwright-core';
import { chromiumPath } from './chromium.ts';

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Glyphs and colours alike on every machine, for pictures.
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
];

/** A browser without a window, which is to be closed when the tests are over. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), headless: true, args });
}

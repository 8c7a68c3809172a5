type Known = readonly (readonly [pattern: RegExp, name: string])[];

// The order matters: Edge and Opera call themselves Chrome as well, Chrome calls itself Safari.
const browsers: Known = [
  [/Edg(?:e|A|iOS)?\/(\d+)/, 'Edge'],
  [/OPR\/(\d+)/, 'Opera'],
  [/SamsungBrowser\/(\d+)/, 'Samsung Internet'],
  [/(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/(?:Headless)?(?:Chrome|CriOS)\/(\d+)/, 'Chrome'],
  [/Version\/(\d+)[^ ]* .*Safari/, 'Safari'],
  [/curl\/(\d+)/, 'curl'],
];

const systems: Known = [
  [/iPhone|iPod/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/CrOS/, 'ChromeOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux|X11/, 'Linux'],
];

function match(known: Known, text: string): { readonly name: string; readonly version?: string } | undefined {
  for (const [pattern, name] of known) {
    const [found, version] = pattern.exec(text) ?? [];
    if (found !== undefined) return version === undefined ? { name } : { name, version };
  }
  return undefined;
}

/** A device as its owner knows it. */
export type Device = { readonly words: string; readonly isPhone: boolean };

/** What a browser says of itself, in words: `Firefox 140 on Linux`. It may say anything: not to be relied on. */
export function describeAgent(userAgent: string): Device {
  const browser = match(browsers, userAgent);
  const system = match(systems, userAgent)?.name;
  const isPhone = system === 'iPhone' || system === 'iPad' || system === 'Android';
  const name = browser === undefined ? undefined : [browser.name, browser.version].filter(Boolean).join(' ');
  if (name === undefined && system === undefined) return { words: 'An unknown browser', isPhone };
  if (name === undefined) return { words: `A browser on ${system}`, isPhone };
  return { words: system === undefined ? name : `${name} on ${system}`, isPhone };
}

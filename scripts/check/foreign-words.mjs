/** What belongs to one machine or one network, not to the project. */
export const foreign = [
  { pattern: /(?<![\w.])[/](work|root|home[/][a-z]\w*|Users[/]\w+)[/][\w.]/, what: "a machine's path" },
  { pattern: /\b[a-z]:\\Users\\/i, what: "a machine's path" },
  {
    pattern: /\b(registry\.npmjs\.org|registry\.yarnpkg\.com|(artifactory|nexus|verdaccio)\.[\w.-]+)/i,
    what: 'a registry',
  },
  { pattern: /\b_authToken\b/, what: "a registry's credential" },
  { pattern: /^(<{7}|>{7}|={7})( |$)/, what: 'a merge conflict' },
];

/** Recorded traffic is kept as the vendor sent it; this file and its test must name what they look for. */
const exempt = /(^|\/)fixtures\/|^scripts\/check\/foreign-words\.|^pnpm-lock\.yaml$/;

/** The project speaks of itself alone. */
export const rule = {
  name: 'foreign-words',
  check({ texts }) {
    return texts
      .filter(({ path }) => !exempt.test(path))
      .flatMap(({ path, text }) => {
        if (!foreign.some(({ pattern }) => new RegExp(pattern, `${pattern.flags}m`).test(text))) return [];
        return text.split('\n').flatMap((line, index) => {
          const hit = foreign.find(({ pattern }) => pattern.test(line));
          return hit === undefined ? [] : [{ path, line: index + 1, message: hit.what }];
        });
      });
  },
};

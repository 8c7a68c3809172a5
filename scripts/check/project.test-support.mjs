import { sourceFile } from './source-file.mjs';

const code = /\.(tsx?|mjs)$/;

/** A project made of a few files given as path -> text, so that a rule can be shown to bite. */
export function projectOf(sources) {
  const texts = Object.entries(sources).map(([path, text]) => ({ path, text }));
  return {
    texts,
    files: texts.filter(({ path }) => code.test(path)).map(({ path, text }) => sourceFile(path, text)),
    manifests: texts
      .filter(({ path }) => path.endsWith('package.json'))
      .map(({ path, text }) => ({ path, json: JSON.parse(text) })),
  };
}

/** What `rule` says of those files, as `path:line message`. */
export function verdict(rule, sources) {
  return rule.check(projectOf(sources)).map(({ path, line, message }) => `${path}:${line} ${message}`);
}

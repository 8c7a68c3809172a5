const address = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;

/** What was typed: addresses, each once and in lower case, and pieces that are none. */
export type Addresses = { readonly addresses: readonly string[]; readonly wrong: readonly string[] };

/** Reads e-mail addresses from text as people paste it: separated by commas, semicolons or space, with names before. */
export function readAddresses(text: string): Addresses {
  // "Some Name <name@example.org>": the name goes, with its commas where it is quoted.
  const bare = text.replaceAll(/(?:"[^"]*"|[^,;\n<]*?)\s*<([^<>]*)>/g, ' $1 ');
  const pieces = [...new Set(bare.toLowerCase().split(/[\s,;]+/))].filter((piece) => piece !== '');
  return {
    addresses: pieces.filter((piece) => address.test(piece)),
    wrong: pieces.filter((piece) => !address.test(piece)),
  };
}

export type JsonToken = { readonly text: string; readonly kind: 'name' | 'text' | 'value' | 'mark' };

const pattern = /("(?:[^"\\\n]|\\.)*"?)(?=(\s*:)?)|-?\d[\d.eE+-]*|\b(?:true|false|null)\b|[^"\d\-tfn]+|[\s\S]/g;

function kindOf(text: string, isName: boolean): JsonToken['kind'] {
  if (text.startsWith('"')) return isName ? 'name' : 'text';
  return /^(?:-?\d|true$|false$|null$)/.test(text) ? 'value' : 'mark';
}

/** A text cut into what is coloured alike; together the tokens are the text, whether it is JSON or not. */
export function jsonTokens(text: string): readonly JsonToken[] {
  return [...text.matchAll(pattern)].map(([whole, , colon]) => ({
    text: whole,
    kind: kindOf(whole, colon !== undefined),
  }));
}

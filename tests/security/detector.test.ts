import { brotliCompressSync, deflateRawSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { packRecords } from '@weir/queue/batch-records';
import { describe, expect, it } from 'vitest';
import { findCanaries } from './detector.ts';

const text = 'Qw3rTy7uIoP1aSdF5gHjK9lZxCvB2nM4';
const canary = { name: 'planted', text };

const ways: Readonly<Record<string, string | Buffer>> = {
  'as it is': `a ${text} b`,
  'in another case': text.toUpperCase(),
  'cut at both ends': text.slice(6, -6),
  'in UTF-16': Buffer.from(text, 'utf16le'),
  'in UTF-16, the other way': Buffer.from(text, 'utf16le').swap16(),
  'in base64': `x "${Buffer.from(`abc${text}`).toString('base64')}"`,
  'in base64url': Buffer.from(`ab${text}??>>`).toString('base64url'),
  'in hexadecimal': `\\x${Buffer.from(text).toString('hex')}`,
  'percent-encoded': [...text].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join(''),
  'in JSON escapes': [...text].map((letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join(''),
  'with gzip': gzipSync(`a ${text}`),
  'with zstd': zstdCompressSync(`a ${text}`),
  'with brotli': brotliCompressSync(`a ${text}`),
  'with raw deflate': deflateRawSync(`a ${text}`),
  'packed in base64 in JSON': JSON.stringify({ data: gzipSync(`a ${text}`).toString('base64') }),
  'packed twice': JSON.stringify({ data: gzipSync(zstdCompressSync(text).toString('base64')).toString('base64') }),
};

describe('the detector of canaries', () => {
  it.each(Object.entries(ways))('finds one %s', (_, way) => {
    const place = { name: 'here', bytes: Buffer.from(way) };
    expect(findCanaries([canary, { name: 'other', text: 'z'.repeat(40) }], [place])).toEqual(['planted in here']);
  });

  it('finds one in a batch of usage as it travels', async () => {
    const records = await packRecords(Buffer.from(`{"model":"${text}"}\n`));
    const bytes = Buffer.from(JSON.stringify({ format: 1, spoolId: 's', records }));
    expect(findCanaries([canary], [{ name: 'job', bytes }])).toEqual(['planted in job']);
  });

  it('finds none where there is none, nor in the ends that may be shown', () => {
    const bytes = Buffer.from(`${text.slice(0, 7)}***${text.slice(-4)} ${gzipSync('nothing').toString('base64')}`);
    expect(findCanaries([canary], [{ name: 'here', bytes }])).toEqual([]);
  });
});

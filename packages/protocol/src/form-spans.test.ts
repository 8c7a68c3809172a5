import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WeirError } from './errors.ts';
import { isForm, scanForm } from './form-spans.ts';

type Part = { readonly name: string; readonly value: string; readonly isFile: boolean };

function formOf(boundary: string, parts: readonly Part[]): Buffer {
  const written = parts.map(({ name, value, isFile }) => {
    const file = isFile ? '; filename="f.bin"\r\nContent-Type: application/octet-stream' : '';
    return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`;
  });
  return Buffer.from(`${written.join('')}--${boundary}--\r\n`);
}

const boundary = fc.stringMatching(/^[A-Za-z0-9]{16,40}$/);
const part = fc.record({
  name: fc.stringMatching(/^[a-z_[\]]{1,12}$/),
  value: fc.string({ unit: 'grapheme', maxLength: 60 }),
  isFile: fc.boolean(),
});

describe('the spans of a form', () => {
  it('are those of its fields, whatever is in its files', () => {
    fc.assert(
      fc.property(boundary, fc.array(part, { minLength: 1, maxLength: 8 }), (separator, parts) => {
        const body = formOf(separator, parts);
        const { fields } = scanForm(body, `multipart/form-data; boundary=${separator}`);
        const read = fields.map(({ span: [start, end], ...rest }) => ({
          ...rest,
          value: body.toString('utf8', start, end),
        }));
        expect(read).toEqual(parts);
      }),
    );
  });

  it('are found or refused in any bytes, without any other end', () => {
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string().map(Buffer.from));
    const hostile = fc.array(
      fc.constantFrom('--b', '\r\n', '--', 'name="', 'content-disposition: form-data;', '\n', 'x'),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          bytes,
          hostile.map((all) => Buffer.from(all.join(''))),
        ),
        (body) => {
          try {
            for (const { span } of scanForm(Buffer.from(body), 'multipart/form-data; boundary=b').fields) {
              expect(span[0]).toBeLessThanOrEqual(span[1]);
            }
          } catch (error) {
            expect(error).toBeInstanceOf(WeirError);
          }
        },
      ),
    );
  });

  it('are read for quoted boundaries and bare names', () => {
    const body = Buffer.from('preamble\r\n--a b\r\ncontent-disposition: form-data;name=model\r\n\r\nm\r\n--a b--');
    const form = scanForm(body, 'multipart/form-data; charset=utf-8; boundary="a b"');
    expect(form.fields.map(({ name }) => name)).toEqual(['model']);
    expect(form.contentType).toBe('multipart/form-data; boundary="a b"');
  });

  it.each([
    'multipart/form-data; boundary=',
    'multipart/form-data; x=y',
    `multipart/form-data; boundary=${'b'.repeat(71)}`,
  ])('need a boundary: %s', (type) => {
    expect(() => scanForm(Buffer.alloc(0), type)).toThrow(/boundary/);
  });

  it('are of forms alone', () => {
    expect([isForm('Multipart/Form-Data; boundary=b'), isForm('multipart/mixed; boundary=b')]).toEqual([true, false]);
  });
});

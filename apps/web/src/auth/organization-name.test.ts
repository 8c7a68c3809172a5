import { expect, it } from 'vitest';
import { organizationNameOf } from './organization-name.ts';

it('follows the name, within what a name may have', () => {
  expect(organizationNameOf('')).toBe('');
  expect(organizationNameOf('  Ines Rivera ')).toBe("Ines Rivera's organization");
  expect(organizationNameOf('x'.repeat(200))).toHaveLength(100);
});

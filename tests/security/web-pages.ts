import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { webFolder } from '@weir/testing/web-process';

const app = join(webFolder, 'src/app');

/** Every page of the web, with what stands for its fields: a new page is among them at once. */
export function pagesOf(fields: Readonly<Record<string, string>>): string[] {
  return readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter((file) => file === 'page.tsx' || file.endsWith('/page.tsx'))
    .map((file) => `/${file.replace(/\/?page\.tsx$/, '')}`)
    .map((path) => path.replace(/\[+(?:\.{3})?(\w+)\]+/g, (_, name: string) => fields[name] ?? 'nothing'))
    .map((path) => path.replace(/(.)\/$/, '$1'))
    .sort();
}

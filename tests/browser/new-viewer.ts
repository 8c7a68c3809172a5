import { demoPassword } from '@weir/testing/demo/seed-demo';
import type { Browser } from 'playwright-core';
import { newPerson, type Person, type PersonOptions } from './new-person.ts';
import type { Viewer } from './pages.ts';
import { signIn } from './sign-in.ts';

/** Somebody who looks at the demo, whose browser has cached nothing; signed in, unless as nobody. */
export async function newViewer(browser: Browser, as: Viewer, options: PersonOptions): Promise<Person> {
  const person = await newPerson(browser, options);
  if (as !== 'nobody') await signIn(person.context, `${as}@example.org`, demoPassword);
  return person;
}

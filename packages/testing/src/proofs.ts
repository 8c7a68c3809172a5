import { testScale } from './scale.ts';

/** Prints the figures of a proof. At full scale `npm run prove` collects them into docs/proofs.md. */
export function recordProof(name: string, figures: Readonly<Record<string, string | number>>): void {
  const text = Object.entries(figures)
    .map(([what, figure]) => `${what} ${figure}`)
    .join(', ');
  process.stdout.write(`${testScale() === 'full' ? 'PROOF: ' : ''}${name}: ${text}\n`);
}

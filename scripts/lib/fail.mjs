/** A reason and its remedy in one line: the whole message for whoever runs the script. */
export class Failure extends Error {}

/** Runs `main`; a Failure ends the process with its line and 1, anything else is a bug and shows its stack. */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    process.stderr.write(`\n${error instanceof Failure ? `weir: ${error.message}` : error.stack}\n`);
    process.exitCode = 1;
  }
}

/** Refuses a Node.js that cannot run even the first steps. */
export function requireNode(minimum = 20) {
  const major = Number.parseInt(process.versions.node, 10);
  if (major >= minimum) return;
  throw new Failure(
    `Node.js ${process.versions.node} is too old: install ${minimum} or newer from https://nodejs.org and run this again.`,
  );
}

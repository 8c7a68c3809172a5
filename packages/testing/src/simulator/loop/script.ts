import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '@weir/protocol/json-read';
import { type Reading, type Round, VendorRefusal } from './reading.ts';

/** One call: of the first tool in the request whose name matches. */
export type ScriptedCall = { readonly tool: RegExp; readonly arguments: JsonObject };

/** One turn of the model: calls, or the end. */
export type ScriptedStep = {
  readonly thinks?: string;
  readonly says?: string;
  readonly calls?: readonly ScriptedCall[];
};

/** What an agent is led through: each step is taken once the calls of the one before have their results. */
export type LoopScript = readonly ScriptedStep[];

/** A turn of the model, in no language yet. */
export type ModelTurn = {
  /** Empty where it thinks and does not show it. */
  readonly thinks?: string;
  /** Of this upstream, for `thinks`. */
  readonly seal?: string;
  readonly says?: string;
  readonly calls: readonly { readonly id: string; readonly name: string; readonly arguments: JsonObject }[];
};

function nameOf(call: ScriptedCall, tools: readonly string[]): string | undefined {
  return tools.find((name) => call.tool.test(name));
}

/** The conversation must hold what this upstream said, as it said it. */
function checkRound(round: Round, step: ScriptedStep | undefined, at: number): void {
  const made = step?.calls ?? [];
  const same =
    round.calls.length === made.length &&
    made.every((call, index) => {
      const came = round.calls[index];
      return came !== undefined && call.tool.test(came.name) && isDeepStrictEqual(came.arguments, call.arguments);
    });
  if (!same) throw new VendorRefusal(`Turn ${at} is not what was answered: ${JSON.stringify(round.calls)}`);
}

/** The smallest value that a JSON Schema accepts, as far as such schemas go here. */
function instanceOf(schema: JsonObject): unknown {
  const { properties } = schema;
  const fields = Object.entries(typeof properties === 'object' && properties !== null ? properties : {});
  return Object.fromEntries(fields.map(([name, of]) => [name, of?.type === 'boolean' ? false : 'ok']));
}

/** Agents ask for titles and the like beside their loop; these carry none of its tools. */
function aside(reading: Reading): ModelTurn {
  return { says: reading.schema === undefined ? 'ok' : JSON.stringify(instanceOf(reading.schema)), calls: [] };
}

/** True where the request belongs to the scripted loop. */
export function belongs(script: LoopScript, reading: Reading): boolean {
  const calls = script.flatMap((step) => step.calls ?? []);
  return calls.length > 0 && calls.every((call) => nameOf(call, reading.tools) !== undefined);
}

/** What the model does next. Throws VendorRefusal where the conversation is not the one that it had. */
export function nextTurn(script: LoopScript, reading: Reading, idOf: (index: number) => string): ModelTurn {
  if (!belongs(script, reading)) return aside(reading);
  for (const [at, round] of reading.rounds.entries()) checkRound(round, script[at], at);
  const step = script[reading.rounds.length];
  if (step === undefined) throw new VendorRefusal(`The script has no step ${reading.rounds.length}`);
  const calls = (step.calls ?? []).map((call, index) => ({
    id: idOf(index),
    name: nameOf(call, reading.tools) ?? '',
    arguments: call.arguments,
  }));
  return {
    calls,
    ...(step.says === undefined ? {} : { says: step.says }),
    ...(step.thinks === undefined || !reading.thinks ? {} : { thinks: reading.shown ? step.thinks : '' }),
  };
}

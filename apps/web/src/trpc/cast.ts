/**
 * The input of a procedure whose parser is the verb's own. tRPC's type of it stays conditional ("or no parser was set")
 * for a generic verb; the parser is set in the line before, so the value is what that parser gave.
 */
export function parsedInput<Input>(input: unknown): Input {
  return input as Input;
}
